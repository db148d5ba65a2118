package chainrule.train.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.Eager;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Value;
import chainrule.train.kernel.Kernels;
import chainrule.train.kernel.Unary;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import org.junit.jupiter.api.Test;

final class RecurrentInputTest {
  /// With small weights the scratch memory goes on behind the projected rows.
  @Test
  void anIdThatTheTableDoesNotHaveIsRefused() {
    int width = 8;
    Value[] in = {
      Leaf.given("ids", Tensor.of(Shape.of(1, 3), 0, 4, 5)),
      zeros(5, 2),
      zeros(width, 2),
      zeros(width, width),
      zeros(2 * width)
    };
    Eager eager = new Eager(Kernels.plain(Type.FLOAT64));
    BadSetting failure =
        assertThrows(BadSetting.class, () -> eager.apply(new Rnn(Unary.TANH, true), in));
    assertEquals("id 5 at place 2 of [1, 3] is outside of a table of 5 rows", failure.getMessage());
  }

  private static Leaf zeros(int... sizes) {
    return Leaf.given("zeros", Tensor.zeros(Type.FLOAT64, Shape.of(sizes)));
  }
}
