package chainrule.train.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Parallel;
import chainrule.train.kernel.Kernels;
import chainrule.train.kernel.Unary;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelCheck;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Context;
import chainrule.train.nn.Recurrence;
import chainrule.train.nn.State;
import chainrule.train.op.Activation;
import chainrule.train.op.Arithmetic;
import chainrule.train.op.Attention;
import chainrule.train.op.CrossEntropy;
import chainrule.train.op.Gate;
import chainrule.train.op.Gemm;
import chainrule.train.op.LinearCrossEntropy;
import chainrule.train.op.Reduce;
import chainrule.train.op.Reshape;
import chainrule.train.op.StandardOp;
import chainrule.train.op.StopGradient;
import chainrule.train.optim.Optimizer;
import chainrule.train.optim.OptimizerSpec;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TapeTest {
  private final Tape tape = Tape.training(Kernels.plain(Type.FLOAT64), 1);

  private static Leaf tracked(String name, double... numbers) {
    Leaf leaf = new Leaf(name, Shape.of(numbers.length), true);
    leaf.bind(Tensor.of(leaf.shape(), numbers));
    return leaf;
  }

  @Test
  void aValueThatIsUsedTwiceGetsTheSumOfBothGradients() {
    Leaf x = tracked("x", 3, -2);
    Value square = tape.one(Arithmetic.MULTIPLY, x, x);
    Value loss = tape.one(Reduce.sum(), tape.one(Arithmetic.ADD, square, x));
    Gradients gradients = tape.backward(loss);
    assertEquals(2 * 3 + 1, gradients.of(x).get(0));
    assertEquals(2 * -2 + 1, gradients.of(x).get(1));
    assertEquals(9 + 3 + 4 - 2, tape.tensor(loss).get(0));
  }

  @Test
  void aValueAddedToItselfHasTwiceTheGradient() {
    Leaf x = tracked("x", 3, -2);
    Value y = tape.one(new Activation(Unary.SQUARE), x);
    Value twice = tape.one(Arithmetic.ADD, y, y);
    Value fourTimes = tape.one(Arithmetic.ADD, twice, twice);
    Gradients gradients = tape.backward(tape.one(Reduce.sum(), fourTimes));
    assertEquals(4 * 2 * 3, gradients.of(x).get(0));
  }

  /// The residual stream is where gradients are passed on without being copied.
  @Test
  void passedOnGradientsStayApart() {
    Leaf x = tracked("x", 0.5, -1.5, 2);
    GradientCheck check =
        new GradientCheck(
            e -> {
              Value stream = x;
              for (int i = 0; i < 4; i++) {
                Value inner = e.one(new Activation(Unary.TANH), stream);
                Value other =
                    e.one(Arithmetic.ADD, inner, e.one(new Activation(Unary.SQUARE), inner));
                stream = e.one(Arithmetic.ADD, stream, other);
                stream =
                    e.one(Arithmetic.SUBTRACT, stream, e.one(Arithmetic.MULTIPLY, inner, stream));
              }
              return e.one(Reduce.sum(), e.one(Arithmetic.MULTIPLY, stream, stream));
            },
            List.of(x));
    assertTrue(check.run(100, new Rng(1), () -> {}).worstError() < 1e-8);
  }

  @Test
  void aGradientThatIsPassedOnIsNotGivenAwayBeforeItsSumIsComplete() {
    Leaf x = tracked("x", 0.3, -0.5, 0.8);
    GradientCheck check =
        new GradientCheck(
            e -> {
              Value early = e.one(new Activation(Unary.SIGMOID), x);
              Value stream = e.one(new Activation(Unary.TANH), x);
              Value late = e.one(new Activation(Unary.TANH), stream);
              Value once = e.one(Arithmetic.ADD, early, x);
              Value sum = e.one(Arithmetic.ADD, stream, once);
              Value product = e.one(Arithmetic.MULTIPLY, sum, late);
              return e.one(Arithmetic.ADD, e.one(Reduce.sum(), product), e.one(Reduce.sum(), sum));
            },
            List.of(x));
    assertTrue(check.run(100, new Rng(1), () -> {}).worstError() < 1e-8);
  }

  /// An op that takes one value at several inputs.
  private record Twice(StandardOp op, Shape shape, Function<Value, Value[]> in) {
    Value loss(Execution execution, Leaf x) {
      Value value = execution.one(new Activation(Unary.TANH), x);
      Value result = execution.apply(op, in.apply(value))[0];
      return execution.one(Reduce.sum(), execution.one(new Activation(Unary.SQUARE), result));
    }

    Gradients gradients(Kernels kernels, Leaf x) {
      x.bind(random(kernels.type(), shape));
      Tape tape = Tape.training(kernels, 1);
      tape.backward(loss(tape, x));
      return tape.backward(loss(tape, x));
    }

    @Override
    public String toString() {
      return op.name();
    }
  }

  private static Tensor random(Type type, Shape shape) {
    Tensor numbers = Tensor.zeros(type, shape);
    Rng rng = new Rng(7);
    for (int i = 0; i < numbers.size(); i++) {
      numbers.set(i, rng.nextGaussian());
    }
    return numbers;
  }

  static List<Twice> opsThatTakeAValueTwice() {
    Leaf ids = Leaf.given("ids", Tensor.of(Shape.of(5), 0, -1, 2, 4, 1));
    return List.of(
        new Twice(Arithmetic.DIVIDE, Shape.of(3, 17), x -> new Value[] {x, x}),
        new Twice(new Gate(Unary.SIGMOID), Shape.of(3, 17), x -> new Value[] {x, x}),
        new Twice(new Gemm(true), Shape.of(5, 7), x -> new Value[] {x, x}),
        new Twice(new LinearCrossEntropy(true, 0.1), Shape.of(5, 5), x -> new Value[] {x, x, ids}),
        new Twice(
            new Attention(2, 2, 0, true, 0, 0), Shape.of(1, 40, 8), x -> new Value[] {x, x, x}));
  }

  @ParameterizedTest
  @MethodSource("opsThatTakeAValueTwice")
  void aValueThatAnOpTakesTwiceGetsTheSumOfBothGradients(Twice twice) {
    Leaf x = new Leaf("x", twice.shape(), true);
    x.bind(random(Type.FLOAT64, twice.shape()));
    GradientCheck check = new GradientCheck(e -> twice.loss(e, x), List.of(x));
    assertTrue(check.run(20, new Rng(1), () -> {}).worstError() < 1e-6);
    Tensor plain = twice.gradients(Kernels.plain(Type.FLOAT64), x).of(x).copy();
    try (Parallel parallel = new Parallel(2)) {
      Tensor fast = twice.gradients(Kernels.fast(parallel), x).of(x);
      for (int i = 0; i < plain.size(); i++) {
        assertEquals(plain.get(i), fast.get(i), 1e-4);
      }
    }
  }

  @Test
  void aGradientOfAnEarlierLossIsForgotten() {
    Leaf x = tracked("x", 3);
    Leaf y = tracked("y", 5);
    tape.backward(tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, x, x)));
    tape.begin(1);
    Value loss = tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, y, y));
    Gradients added = tape.backward(loss, 1, true);
    assertEquals(6, added.of(x).get(0));
    Gradients gradients = tape.backward(loss);
    assertFalse(gradients.of(x).isGiven());
    assertEquals(10, gradients.norm(tape.kernels()));
  }

  @Test
  void aLossCannotDependOnWhatIsThereForBackward() {
    Leaf x = tracked("x", 3, 1);
    Value rows = tape.one(Reshape.to(1, 2), x);
    Value[] loss =
        tape.apply(new CrossEntropy(0), rows, Leaf.given("ids", Tensor.of(Shape.of(1), 1)));
    Value both = tape.one(Arithmetic.ADD, loss[0], tape.one(Reduce.sum(), loss[2]));
    Exception e = assertThrows(IllegalArgumentException.class, () -> tape.backward(both));
    assertTrue(e.getMessage().contains("result 2 of CrossEntropy"), e.getMessage());
  }

  @Test
  void anUntrackedValueHasNoGradientAndSaysSo() {
    Leaf x = tracked("x", 3);
    Leaf y = Leaf.given("y", Tensor.of(Shape.of(1), 2.0));
    Value product = tape.one(Arithmetic.MULTIPLY, x, y);
    Value stopped = tape.one(new StopGradient(), product);
    assertTrue(product.isTracked());
    assertFalse(y.isTracked());
    assertFalse(stopped.isTracked());
    Value loss = tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, product, stopped));
    Gradients gradients = tape.backward(loss);
    assertEquals(6 * 2, gradients.of(x).get(0));
    assertFalse(gradients.of(y).isGiven());
  }

  @Test
  void theNextStepFindsItsValuesAgain() {
    Leaf x = tracked("x", 3);
    Value first = tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, x, x));
    tape.backward(first);
    tape.begin(1);
    Value second = tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, x, x));
    assertSame(first, second);
  }

  @Test
  void aStepOfAnotherShapeIsRecordedAnew() {
    Leaf weight = tracked("w", 1, 2);
    for (int length : new int[] {4, 2, 4, 1}) {
      tape.begin(length);
      Tensor numbers = Tensor.zeros(Type.FLOAT64, Shape.of(length, 2));
      numbers.fill(1);
      Value product = tape.one(Arithmetic.MULTIPLY, Leaf.given("x", numbers), weight);
      Value loss = tape.one(Reduce.sum(), product);
      Gradients gradients = tape.backward(loss);
      assertEquals(3.0 * length, tape.tensor(loss).get(0));
      assertEquals(length, gradients.of(weight).get(1));
    }
  }

  @Test
  void gradientsOfSeveralBatchesAddUp() {
    Leaf x = tracked("x", 3);
    Gradients gradients = null;
    for (int batch = 0; batch < 2; batch++) {
      tape.begin(batch);
      Leaf factor = Leaf.given("factor", Tensor.of(Shape.of(1), batch + 1.0));
      Value loss = tape.one(Reduce.sum(), tape.one(Arithmetic.MULTIPLY, x, factor));
      gradients = tape.backward(loss, 0.5, batch > 0);
    }
    assertEquals(0.5 * 1 + 0.5 * 2, gradients.of(x).get(0));
  }

  @Test
  void aSlopeForBackwardHasAPlaceOnlyWhereThereIsBackward() {
    Leaf x = tracked("x", 0.5, -1.5, 2);
    Value active = tape.one(new Activation(Unary.GELU), x);
    Value loss = tape.one(Reduce.sum(), active);
    tape.keep(loss);
    tape.detectAnomaly(true);
    tape.forward();
    double expected = tape.tensor(loss).get(0);
    assertEquals(Tensor.NONE, ((Result) active).node.outTensors[1]);
    Gradients gradients = tape.backward(loss);
    assertEquals(expected, tape.tensor(loss).get(0));
    assertEquals(Unary.GELU.derivative(2, 0), gradients.of(x).get(2), 1e-15);
  }

  @Test
  void anomaliesAreNamedWhereTheyArise() {
    tape.detectAnomaly(true);
    tape.begin(12);
    Leaf weight = new Leaf("layer.weight", Shape.of(1, 1), true);
    weight.bind(Tensor.of(weight.shape(), -4.0));
    Leaf x = Leaf.given("x", Tensor.of(Shape.of(3, 1), 0.0, -1, 5));
    Value root = tape.one(new Activation(Unary.SQRT), tape.one(new Gemm(false), x, weight));
    Value loss = tape.one(Reduce.sum(), root);
    NotFinite failure = assertThrows(NotFinite.class, () -> tape.backward(loss));
    assertEquals(
        "Activation SQRT after Gemm with layer.weight: result 0 of shape [3, 1] holds"
            + " NaN at element 2",
        failure.getMessage());
  }

  @Test
  void whatDoesNotFitIsRefusedWithBothNumbersBeforeAnythingIsTaken() {
    LanguageModel model =
        LanguageModel.of(TransformerSpec.gpt2(50_257, 1024, 48, 25, 1600), Type.FLOAT32);
    BadSetting failure =
        assertThrows(BadSetting.class, () -> model.parameters().allocate(Type.FLOAT32, new Rng(1)));
    assertTrue(
        failure
            .getMessage()
            .matches("a model of 1,557,[0-9]{3},[0-9]{3} parameters needs 6.2 GB of memory, .*"),
        failure.getMessage());
    Leaf x = new Leaf("x", Shape.of(20_000, 20_000), true);
    Value loss = tape.one(Reduce.sum(), tape.one(new Activation(Unary.SILU), x));
    BadSetting refused = assertThrows(BadSetting.class, () -> tape.backward(loss));
    assertTrue(refused.getMessage().contains("a training step needs"), refused.getMessage());
  }

  @Test
  void aShapeThatOverflowsIsRefused() {
    Leaf x = new Leaf("x", Shape.of(100_000, 1), true);
    Leaf y = new Leaf("y", Shape.of(100_000), true);
    BadSetting failure =
        assertThrows(
            BadSetting.class,
            () -> tape.backward(tape.one(Reduce.sum(), tape.one(Arithmetic.ADD, x, y))));
    assertTrue(failure.getMessage().contains("[100000, 100000]"), failure.getMessage());
  }

  @Test
  void aSequenceBeyondTheContextIsRefused() {
    LanguageModel model = LanguageModel.of(TransformerSpec.gpt2(5, 4, 1, 1, 4), Type.FLOAT64);
    Leaf ids = Leaf.given("ids", Tensor.zeros(Type.INT32, Shape.of(1, 5)));
    BadSetting failure =
        assertThrows(
            BadSetting.class, () -> model.loss(tape, ids, ids, Context.of(5), State.none(), 0));
    assertEquals("a sequence of 5 tokens is longer than the context of 4", failure.getMessage());
  }

  static List<ModelSpec> models() {
    TransformerSpec fast = TransformerSpec.fast(31, 16, 2, 2, 24, 3);
    return List.of(
        TransformerSpec.nanoGpt(31, 16, 2, 2, 24, 0.2),
        TransformerSpec.llama(31, 16, 2, 4, 2, 24, 40),
        fast,
        new RecurrentSpec(Recurrence.Cell.LSTM, 31, 16, 2, 24, 20, false, 0.1),
        new RecurrentSpec(Recurrence.Cell.GRU, 31, 16, 1, 24, 20, false, 0),
        new RecurrentSpec(Recurrence.Cell.RNN, 31, 16, 1, 20, 20, true, 0));
  }

  @ParameterizedTest
  @MethodSource("models")
  void sameBitsOnAnyNumberOfThreads(ModelSpec spec) {
    double[] one = train(spec, 1, 4);
    double[] three = train(spec, 3, 4);
    for (int step = 0; step < one.length; step++) {
      assertEquals(one[step], three[step], "step " + step);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStepAllocatesNextToNothing(ModelSpec spec) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Steps steps = new Steps(spec, Kernels.plain(Type.FLOAT32));
    for (int i = 0; i < 3; i++) {
      steps.next();
    }
    long least = Long.MAX_VALUE; // what is not compiled yet allocates, too
    for (int i = 0; i < 50 && least >= 200_000; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      steps.next();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < 200_000, least + " bytes a step");
  }

  private static double[] train(ModelSpec spec, int threads, int count) {
    try (Parallel parallel = new Parallel(threads)) {
      Steps steps = new Steps(spec, Kernels.fast(parallel));
      double[] losses = new double[count];
      for (int i = 0; i < count; i++) {
        losses[i] = steps.next();
      }
      return losses;
    }
  }

  /// Training steps.
  private static final class Steps {
    private final Kernels kernels;
    private final LanguageModel model;
    private final Optimizer optimizer;
    private final Tape tape;
    private final Context context = Context.of(16);
    private final Leaf ids;
    private final Leaf targets;
    private int step;

    Steps(ModelSpec spec, Kernels kernels) {
      this.kernels = kernels;
      model = LanguageModel.of(spec, Type.FLOAT32);
      model.parameters().allocate(Type.FLOAT32, new Rng(5));
      OptimizerSpec.AdamW rest = new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.1);
      optimizer =
          new Optimizer(
              new OptimizerSpec.Muon(0.9, 0.85, 100, true, 3, 0, 1.5, 15, 0.25, rest),
              model.parameters(),
              kernels);
      tape = Tape.training(kernels, 3);
      Rng rng = new Rng(9);
      Tensor tokens = Tensor.zeros(Type.INT32, Shape.of(4, 16));
      Tensor next = Tensor.zeros(Type.INT32, Shape.of(4, 16));
      for (int i = 0; i < tokens.size(); i++) {
        tokens.set(i, rng.nextInt(31));
        next.set(i, (tokens.id(i) + 1) % 31);
      }
      ids = Leaf.given("ids", tokens);
      targets = Leaf.given("targets", next);
    }

    double next() {
      tape.begin(step++);
      Value loss = model.loss(tape, ids, targets, context, State.none(), 0).mean();
      Gradients gradients = tape.backward(loss);
      double norm = gradients.norm(kernels);
      optimizer.step(gradients, 0.02, Optimizer.clip(norm, 1));
      return tape.tensor(loss).get(0);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void trainingLearns(ModelSpec spec) {
    double[] losses = train(spec, 2, 40);
    assertTrue(losses[39] < 0.8 * losses[0], losses[0] + " to " + losses[39]);
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsOfWholeModelsPassTheFiniteDifferenceCheck(ModelSpec spec) {
    GradientCheck.Report report = new ModelCheck(spec, 2).run(2, () -> {});
    assertTrue(report.worstError() < 1e-6, report.toString());
    assertTrue(report.directionalError() < 1e-6, report.toString());
  }
}
