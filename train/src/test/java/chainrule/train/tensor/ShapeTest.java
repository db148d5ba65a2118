package chainrule.train.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import org.junit.jupiter.api.Test;

final class ShapeTest {
  @Test
  void aScalarHasOneElementAndAnEmptyShapeNone() {
    assertEquals(1, Shape.SCALAR.elements());
    assertEquals(0, Shape.of(3, 0, 1 << 30, 1 << 30).elements());
  }

  @Test
  void anOverflowIsRefusedWithTheShape() {
    Shape shape = Shape.of(1 << 30, 1 << 30, 1 << 30);
    BadSetting failure = assertThrows(BadSetting.class, shape::elements);
    assertEquals(
        "a tensor of shape [1073741824, 1073741824, 1073741824] has more than 2,147,483,639"
            + " elements, the most that one array holds",
        failure.getMessage());
    assertThrows(BadSetting.class, () -> Shape.of(65_536, 32_768).elements());
  }

  @Test
  void sumsOfDimensionsAddUpWhatIsKnown() {
    Dim past = Dim.named("past");
    assertEquals("past + 3", past.plus(Dim.of(1)).plus(Dim.of(2)).toString());
    assertEquals(Dim.of(5), Dim.of(2).plus(Dim.of(3)));
    assertEquals(past, past.plus(Dim.of(0)));
  }

  @Test
  void axesCountFromTheEndToo() {
    Shape shape = Shape.of(2, 3, 5);
    assertEquals(5, shape.size(-1));
    assertEquals(Shape.of(2, 3, 7), shape.with(-1, 7));
  }
}
