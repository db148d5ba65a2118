package chainrule.train.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.train.autograd.Gradients;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Tape;
import chainrule.train.kernel.Kernels;
import chainrule.train.nn.Init;
import chainrule.train.nn.Parameter;
import chainrule.train.nn.Parameters;
import chainrule.train.nn.Role;
import chainrule.train.op.Arithmetic;
import chainrule.train.op.Reduce;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import org.junit.jupiter.api.Test;

final class OptimizerTest {
  private static final OptimizerSpec.AdamW REST = new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0);

  private final Kernels kernels = Kernels.plain(Type.FLOAT64);

  /// One step of Muon from zero, along a gradient that is a random matrix.
  private static Tensor muonStep(Kernels kernels, Role role, int rows, int columns) {
    Parameters parameters = new Parameters();
    Parameter matrix =
        parameters.root().parameter("m", Shape.of(rows, columns), Init.zeros(), role);
    parameters.allocate(Type.FLOAT64, new Rng(1));
    Tensor direction = Tensor.zeros(Type.FLOAT64, matrix.shape());
    new Init.Normal(1).fill(direction, new Rng(2));
    Tape tape = Tape.training(kernels, 1);
    Leaf given = Leaf.given("direction", direction);
    Gradients gradients =
        tape.backward(tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, matrix, given)));
    OptimizerSpec spec = new OptimizerSpec.Muon(0.9, 0.9, 0, true, 5, 0, 1, 1, 1, REST);
    new Optimizer(spec, parameters, kernels).step(gradients, 1, 1);
    return matrix.tensor();
  }

  /// Five iterations bring all singular values to about 0.7 to 1.2: then the rows of a wide matrix
  /// are nearly of one length and nearly at right angles.
  @Test
  void muonMovesByANearlyOrthogonalMatrix() {
    for (int[] size : new int[][] {{4, 24}, {24, 4}, {8, 8}}) {
      int rows = size[0];
      int columns = size[1];
      Tensor step = muonStep(kernels, Role.MATRIX, rows, columns);
      double factor = Math.sqrt(Math.max(1, (double) columns / rows));
      int rank = Math.min(rows, columns);
      double apart = 0; // of the squared matrix from the unit matrix
      for (int i = 0; i < rank; i++) {
        for (int j = 0; j < rank; j++) {
          double sum = 0;
          for (int k = 0; k < Math.max(rows, columns); k++) {
            int left = rows <= columns ? i * columns + k : k * columns + i;
            int right = rows <= columns ? j * columns + k : k * columns + j;
            sum += step.get(left) * step.get(right) / (factor * factor);
          }
          apart += Math.pow(sum - (i == j ? 1 : 0), 2);
        }
      }
      assertTrue(Math.sqrt(apart) < 0.6 * Math.sqrt(rank), apart + " of rank " + rank);
    }
  }

  /// Twice as much comes out of a matrix that is `[out, in]` and twice as high as wide.
  @Test
  void muonGoesByWhatIsInAndWhatIsOut() {
    Tensor turned = muonStep(kernels, Role.TURNED_MATRIX, 8, 4);
    Tensor plain = muonStep(kernels, Role.MATRIX, 8, 4);
    for (int i = 0; i < plain.size(); i++) {
      assertEquals(Math.sqrt(2) * plain.get(i), turned.get(i), 1e-12);
    }
  }

  @Test
  void weightDecayIsForMatricesOnly() {
    Parameters parameters = new Parameters();
    Parameter matrix =
        parameters.root().parameter("matrix", Shape.of(1, 1), Init.ones(), Role.MATRIX);
    Parameter vector = parameters.root().parameter("vector", Shape.of(1), Init.ones(), Role.VECTOR);
    parameters.allocate(Type.FLOAT64, new Rng(1));
    Tape tape = Tape.training(kernels, 1);
    Leaf zero = Leaf.given("zero", Tensor.of(Shape.of(1), 0.0));
    var sum = tape.one(Arithmetic.ADD, matrix, vector);
    Gradients gradients =
        tape.backward(tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, sum, zero)));
    OptimizerSpec spec = new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.1);
    new Optimizer(spec, parameters, kernels).step(gradients, 0.5, 1);
    assertEquals(1 - 0.5 * 0.1, matrix.tensor().get(0), 1e-12);
    assertEquals(1, vector.tensor().get(0), 1e-12);
  }

  /// By hand: the first step of a row is as long as the rate whatever its gradient, the second over
  /// √2 if it has the same one; a row that is not looked up stands still.
  @Test
  void rowsOfSparseTablesAreCountedOneByOne() {
    Parameters parameters = new Parameters();
    Parameter table =
        parameters.root().parameter("t", Shape.of(3, 2), Init.zeros(), Role.SPARSE_TABLE);
    parameters.allocate(Type.FLOAT64, new Rng(1));
    OptimizerSpec spec = new OptimizerSpec.Muon(0.9, 0.9, 0, true, 5, 0, 1, 4, 1, REST);
    Optimizer optimizer = new Optimizer(spec, parameters, kernels);
    Tape tape = Tape.training(kernels, 1);
    Tensor direction = Tensor.of(Shape.of(3, 2), 1e-3, 1e-3, 0, 0, -7, 7);
    Leaf given = Leaf.given("direction", direction);
    for (int step = 0; step < 2; step++) {
      tape.begin(step);
      var product = tape.one(Arithmetic.MULTIPLY, table, given);
      optimizer.step(tape.backward(tape.one(Reduce.sum(), product)), 0.5, 1);
    }
    double moved = 4 * 0.5 * (1 + 1 / Math.sqrt(2));
    double[] expected = {-moved, -moved, 0, 0, moved, -moved};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], table.tensor().get(i), 1e-12);
    }
  }

  /// Momentum, and the direction twice beside three squares of the shorter side.
  @Test
  void memoryCountsWhatMuonWorksWith() {
    Parameters parameters = new Parameters();
    parameters.root().parameter("wide", Shape.of(10, 100), Init.zeros(), Role.MATRIX);
    parameters.root().parameter("high", Shape.of(30, 20), Init.zeros(), Role.TURNED_MATRIX);
    parameters.root().parameter("vector", Shape.of(5), Init.zeros(), Role.VECTOR);
    OptimizerSpec spec = new OptimizerSpec.Muon(0.9, 0.9, 0, true, 5, 0, 1, 1, 1, REST);
    long remembered = 1000 + 600 + 2 * 5;
    assertEquals(4 * (remembered + 2 * 1000 + 3 * 20 * 20), Optimizer.memory(spec, parameters, 4));
  }

  @Test
  void muonsMomentumGoesUpInItsWarmup() {
    var muon = new OptimizerSpec.Muon(0.9, 0.8, 10, true, 3, 0, 1, 1, 1, REST);
    assertEquals(0.81, muon.momentum(1), 1e-12);
    assertEquals(0.85, muon.momentum(5), 1e-12);
    assertEquals(0.9, muon.momentum(10), 1e-12);
    assertEquals(0.9, muon.momentum(1_000), 1e-12);
  }

  @Test
  void clippingBringsTheNormDownToTheLimit() {
    assertEquals(1, Optimizer.clip(0.5, 1));
    assertEquals(1, Optimizer.clip(50, 0));
    assertEquals(0.25, Optimizer.clip(4, 1), 1e-6);
  }
}
