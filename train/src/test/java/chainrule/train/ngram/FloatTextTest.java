package chainrule.train.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FloatTextTest {
  private static String text(float value) {
    byte[] bytes = new byte[FloatText.LONGEST + 8];
    return new String(bytes, 0, FloatText.append(value, bytes, 0), StandardCharsets.US_ASCII);
  }

  @Test
  void roundNumbersAreShort() {
    assertEquals("0", text(0));
    assertEquals("-99", text(-99));
    assertEquals("-1.5", text(-1.5f));
    assertEquals("1", text(1));
    assertEquals("-0.30103", text(-0.30103f));
    assertEquals("123456", text(123456));
  }

  @Test
  void whatIsWrittenReadsBackAsTheSameFloatInNoMoreDigitsThanTheLibrarys() {
    Random random = new Random(8);
    for (int i = 0; i < 500_000; i++) {
      float value = (float) -Math.exp(random.nextDouble() * 24 - 10);
      String text = text(value);
      assertEquals(value, Float.parseFloat(text), text);
      assertTrue(
          text.length() <= Math.max(value > -1e-3f ? 16 : 11, Float.toString(value).length()),
          () -> text + " " + value);
    }
  }

  @Test
  void numbersNextToPowersOfTenReadBack() {
    for (float power = 1e-6f; power < 1e7f; power *= 10) {
      for (float value :
          new float[] {power, Math.nextUp(power), Math.nextDown(power), power * 0.99999994f}) {
        assertEquals(value, Float.parseFloat(text(value)));
        assertEquals(-value, Float.parseFloat(text(-value)));
      }
    }
  }

  @Test
  void theLargestAndSmallestReadBack() {
    for (float value : new float[] {Float.MAX_VALUE, Float.MIN_VALUE, Float.MIN_NORMAL}) {
      assertEquals(value, Float.parseFloat(text(value)));
    }
  }
}
