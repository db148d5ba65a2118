package chainrule.train.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Parallel;
import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Execution;
import chainrule.train.autograd.GradientCheck;
import chainrule.train.autograd.Gradients;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Scratch;
import chainrule.train.autograd.Tape;
import chainrule.train.autograd.Trace;
import chainrule.train.autograd.Value;
import chainrule.train.kernel.Kernels;
import chainrule.train.op.OpSamples.Sample;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every op must hold to.
final class StandardOpTest {
  static List<Sample> samples() {
    return OpSamples.all();
  }

  @Test
  void everyOpHasSamples() {
    Set<Class<?>> sampled =
        samples().stream().map(sample -> sample.op().getClass()).collect(Collectors.toSet());
    for (Class<?> op : StandardOp.class.getPermittedSubclasses()) {
      assertTrue(sampled.contains(op), op.getSimpleName() + " has no sample");
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void forwardWritesWhatShapeSays(Sample sample) {
    Run run = new Run(sample, Kernels.plain(Type.FLOAT64));
    for (Tensor result : run.out) {
      for (int i = 0; i < result.size(); i++) {
        assertTrue(!Double.isNaN(result.get(i)), "result not written at " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientsPassTheFiniteDifferenceCheck(Sample sample) {
    List<Leaf> leaves = leaves(sample);
    List<Leaf> tracked = leaves.stream().filter(Leaf::isTracked).toList();
    if (tracked.isEmpty()) {
      return;
    }
    GradientCheck check =
        new GradientCheck(execution -> weightedSum(execution, sample.op(), leaves), tracked);
    GradientCheck.Report report = check.run(1_000, new Rng(1), () -> {});
    assertTrue(report.worstError() < 1e-7, report.toString());
    assertTrue(report.directionalError() < 1e-7, report.toString());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void backwardReadsOnlyWhatIsDeclared(Sample sample) {
    Run run = new Run(sample, Kernels.plain(Type.FLOAT64));
    List<Tensor> expected = run.backward(false);
    Run poisoned = new Run(sample, Kernels.plain(Type.FLOAT64));
    poisoned.poisonUndeclared();
    List<Tensor> actual = poisoned.backward(false);
    for (int i = 0; i < expected.size(); i++) {
      assertClose(expected.get(i), actual.get(i), 0, "gradient " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void backwardAddsWhereItIsAskedTo(Sample sample) {
    List<Tensor> expected = new Run(sample, Kernels.plain(Type.FLOAT64)).backward(false);
    List<Tensor> actual = new Run(sample, Kernels.plain(Type.FLOAT64)).backward(true);
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < expected.get(i).size(); j++) {
        assertEquals(expected.get(i).get(j) + 1, actual.get(i).get(j), 1e-12);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fastKernelsEqualThePlainOnes(Sample sample) {
    Run plain = new Run(sample, Kernels.plain(Type.FLOAT64));
    for (int threads = 1; threads <= 2; threads++) {
      try (Parallel parallel = new Parallel(threads)) {
        Run fast = new Run(sample, Kernels.fast(parallel));
        for (int i = 0; i < plain.out.length; i++) {
          assertClose(plain.out[i], fast.out[i], 1e-5, "result " + i);
        }
        for (boolean adds : List.of(false, true)) {
          List<Tensor> expected = new Run(sample, Kernels.plain(Type.FLOAT64)).backward(adds);
          List<Tensor> actual = new Run(sample, Kernels.fast(parallel)).backward(adds);
          for (int i = 0; i < expected.size(); i++) {
            assertClose(expected.get(i), actual.get(i), 2e-5, "gradient " + i);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theTapeGivesTheSameGradients(Sample sample) {
    List<Leaf> leaves = leaves(sample);
    Tape tape = Tape.training(Kernels.plain(Type.FLOAT64), 1);
    Value loss = weightedSum(tape, sample.op(), leaves);
    if (!loss.isTracked()) {
      return;
    }
    Gradients gradients = tape.backward(loss);
    List<Tensor> expected = new Run(sample, Kernels.plain(Type.FLOAT64)).backward(false);
    for (int i = 0, n = 0; i < leaves.size(); i++) {
      if (leaves.get(i).isTracked()) {
        assertClose(expected.get(n++), gradients.of(leaves.get(i)), 1e-12, "gradient " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void lowersToAGraph(Sample sample) {
    Trace trace = new Trace("sample");
    Value[] in =
        OpSamples.as(Type.FLOAT32, sample.in()).stream()
            .map(tensor -> Leaf.given("input", tensor))
            .toArray(Value[]::new);
    assertTrue(trace.apply(sample.op(), in).length > 0);
  }

  /// Leaves of a sample, tracked where the op is differentiable.
  private static List<Leaf> leaves(Sample sample) {
    List<Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < sample.in().size(); i++) {
      Tensor tensor = sample.in().get(i);
      boolean isTracked = tensor.type().isReal() && sample.op().isDifferentiable(i);
      Leaf leaf = new Leaf("input " + i, tensor.shape(), isTracked);
      leaf.bind(tensor.copy());
      leaves.add(leaf);
    }
    return leaves;
  }

  /// The weights of result `i` in the loss.
  private static Tensor weights(int result, Shape shape) {
    Tensor weights = Tensor.zeros(Type.FLOAT64, shape);
    Rng rng = new Rng(100 + result);
    for (int i = 0; i < weights.size(); i++) {
      weights.set(i, rng.nextGaussian());
    }
    return weights;
  }

  private static Value weightedSum(Execution execution, StandardOp op, List<Leaf> leaves) {
    Value[] out = execution.apply(op, leaves.toArray(Value[]::new));
    List<Value> sums = new ArrayList<>();
    for (int i = 0; i < out.length; i++) {
      if (op.isDifferentiableResult(i) && op.type(i, Type.FLOAT64).isReal()) {
        Leaf weights = Leaf.given("weights " + i, weights(i, out[i].shape()));
        sums.add(execution.one(Reduce.sum(), execution.one(Arithmetic.MULTIPLY, out[i], weights)));
      }
    }
    Value sum = sums.isEmpty() ? out[0] : sums.getFirst();
    for (int i = 1; i < sums.size(); i++) {
      sum = execution.one(Arithmetic.ADD, sum, sums.get(i));
    }
    return sum;
  }

  /// One op by itself, with certain kernels.
  private static final class Run {
    final StandardOp op;
    final Scratch scratch;
    final Tensor[] in;
    final Tensor[] out;

    Run(Sample sample, Kernels kernels) {
      op = sample.op();
      scratch = new Scratch(kernels);
      in =
          OpSamples.as(kernels.type(), sample.in()).stream()
              .map(Tensor::copy)
              .toArray(Tensor[]::new);
      Shape[] shapes = Arrays.stream(in).map(Tensor::shape).toArray(Shape[]::new);
      Shape[] results = op.shape(shapes);
      out = new Tensor[results.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = Tensor.zeros(op.type(i, kernels.type()), results[i]);
        if (out[i].type().isReal()) {
          out[i].fill(Double.NaN);
        }
      }
      if (op.isView()) {
        out[0].copyFrom(in[0]);
      }
      scratch.reserve(op.scratch(shapes));
      op.forward(scratch, in, out);
    }

    void poisonUndeclared() {
      for (int i = 0; i < in.length; i++) {
        if (!op.readsInput(i) && in[i].type().isReal()) {
          in[i].fill(Double.NaN);
        }
      }
      for (int i = 0; i < out.length; i++) {
        if (!op.readsResult(i) && out[i].type().isReal()) {
          out[i].fill(Double.NaN);
        }
      }
    }

    /// Gradients of the differentiable inputs; added to ones, or written over NaN.
    List<Tensor> backward(boolean adds) {
      Tensor[] dOut = new Tensor[out.length];
      for (int i = 0; i < out.length; i++) {
        boolean given = op.isDifferentiableResult(i) && out[i].type().isReal();
        dOut[i] = given ? weights(i, out[i].shape()).as(scratch.type()) : Tensor.NONE;
      }
      Target[] dIn = new Target[in.length];
      List<Tensor> gradients = new ArrayList<>();
      for (int i = 0; i < in.length; i++) {
        dIn[i] = Target.NONE;
        if (op.isDifferentiable(i) && in[i].type().isReal()) {
          Tensor gradient = Tensor.zeros(scratch.type(), in[i].shape());
          gradient.fill(adds ? 1 : Double.NaN);
          dIn[i] = new Target(gradient, adds);
          gradients.add(gradient);
        }
      }
      if (!gradients.isEmpty()) {
        Shape[] shapes = Arrays.stream(in).map(Tensor::shape).toArray(Shape[]::new);
        scratch.reserve(op.scratch(shapes));
        op.backward(scratch, in, out, dOut, dIn);
      }
      return gradients;
    }
  }

  private static void assertClose(Tensor expected, Tensor actual, double tolerance, String what) {
    assertEquals(expected.shape(), actual.shape(), what);
    double largest = 1;
    for (int i = 0; i < expected.size(); i++) {
      if (Double.isFinite(expected.get(i))) {
        largest = Math.max(largest, Math.abs(expected.get(i)));
      }
    }
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          expected.get(i),
          actual.get(i),
          tolerance * largest + Double.MIN_NORMAL,
          what + ", element " + i);
    }
  }

  @Test
  void eagerGivesWhatTheTapeGives() {
    Sample sample = samples().getFirst();
    Eager eager = new Eager(Kernels.plain(Type.FLOAT64));
    Tape tape = Tape.evaluation(Kernels.plain(Type.FLOAT64));
    List<Leaf> leaves = leaves(sample);
    Value left = eager.one(sample.op(), leaves.toArray(Value[]::new));
    Value right = tape.one(sample.op(), leaves.toArray(Value[]::new));
    tape.keep(right);
    tape.forward();
    assertClose(eager.tensor(left), tape.tensor(right), 0, "result");
  }
}
