package chainrule.train.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.train.kernel.Unary;
import chainrule.train.op.Activation;
import chainrule.train.op.Arithmetic;
import chainrule.train.op.Reduce;
import chainrule.train.op.StopGradient;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

final class GradientCheckTest {
  private static GradientCheck.Report check(
      BiFunction<Execution, Leaf, Value> terms, double... numbers) {
    Leaf x = new Leaf("x", Shape.of(numbers.length), true);
    x.bind(Tensor.of(x.shape(), numbers));
    return new GradientCheck(e -> e.one(Reduce.sum(), terms.apply(e, x)), List.of(x))
        .run(numbers.length, new Rng(1), () -> {});
  }

  @Test
  void aKinkNearbyIsNoError() {
    for (double near : new double[] {5e-4, 1e-3, 1.5e-5}) {
      var report = check((e, x) -> e.one(new Activation(Unary.RELU), x), near, -near, 0.3);
      assertTrue(report.worstError() < 1e-7, report.worst().toString());
      assertTrue(report.directionalError() < 1e-7);
    }
  }

  /// Of `x·x` with one of the factors taken for a constant there is half of the gradient.
  @Test
  void aWrongGradientIsOffByEveryStep() {
    var report =
        check((e, x) -> e.one(Arithmetic.MULTIPLY, x, e.one(new StopGradient(), x)), 0.3, -2, 1e-3);
    assertEquals(0.5, report.worstError(), 1e-6);
    assertEquals(0.5, report.directionalError(), 1e-6);
  }
}
