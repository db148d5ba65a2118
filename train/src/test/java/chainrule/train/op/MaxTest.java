package chainrule.train.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.tensor.Shape;
import org.junit.jupiter.api.Test;

final class MaxTest {
  @Test
  void ofNothingThereIsNone() {
    assertEquals(Shape.of(0), new Max(1).shape(Shape.of(0, 3))[0]);
    BadSetting failure = assertThrows(BadSetting.class, () -> new Max(0).shape(Shape.of(0, 3)));
    assertEquals("Max: [0, 3] has nothing along dimension 0", failure.getMessage());
  }
}
