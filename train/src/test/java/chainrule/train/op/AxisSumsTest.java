package chainrule.train.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Gradients;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Tape;
import chainrule.train.autograd.Value;
import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import org.junit.jupiter.api.Test;

final class AxisSumsTest {
  private final Kernels kernels = Kernels.plain(Type.FLOAT64);

  private static Leaf zeros(String name, boolean tracked, int... sizes) {
    Leaf leaf = new Leaf(name, Shape.of(sizes), tracked);
    leaf.bind(Tensor.zeros(Type.FLOAT64, leaf.shape()));
    return leaf;
  }

  private static void assertFilled(double expected, Tensor actual) {
    for (int i = 0; i < actual.size(); i++) {
      assertEquals(expected, actual.get(i));
    }
  }

  @Test
  void sumsOverNothingAreZero() {
    Leaf empty = zeros("empty", false, 0, 3, 2);
    Eager eager = new Eager(kernels);
    assertFilled(0, eager.tensor(eager.one(Reduce.sum(0, 2), empty)));
    assertFilled(Double.NaN, eager.tensor(eager.one(Reduce.mean(0, 2), empty)));
  }

  @Test
  void whatWasStretchedOverNothingHasNoSlope() {
    Leaf row = zeros("row", true, 1, 3, 1);
    Tape tape = Tape.training(kernels, 1);
    Value sum = tape.one(Arithmetic.ADD, row, zeros("empty", false, 0, 3, 2));
    Gradients gradients = tape.backward(tape.one(Reduce.sum(), sum));
    assertFilled(0, gradients.of(row));
  }
}
