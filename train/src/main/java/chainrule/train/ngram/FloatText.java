package chainrule.train.ngram;

import java.nio.charset.StandardCharsets;

/// Writes floats as the decimal text of model files: as few digits as read back as the same float,
/// several times as fast as the library does.
public final class FloatText {
  /// No float becomes longer than this.
  public static final int LONGEST = 16;

  private static final double[] POWER = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private FloatText() {}

  /// Puts the number's text at `to[at]` and returns the place after it.
  public static int append(float value, byte[] to, int at) {
    float size = Math.abs(value);
    if (!(size >= 1e-5f && size < 1e6f)) {
      return appendAny(value, to, at);
    }
    int end = at;
    if (value < 0) {
      to[end++] = '-';
    }
    // Eight significant digits tell any two floats of one decade apart, or nine where floats are
    // densest: so begin with enough decimals and drop what is not needed.
    int decimals = decimals(size);
    long scaled = scaled(size, decimals);
    while (decimals > 0) {
      long shorter = scaled(size, decimals - 1);
      if ((float) (shorter / POWER[decimals - 1]) != size) {
        break;
      }
      scaled = shorter;
      decimals--;
    }
    long whole = (long) POWER[decimals];
    long integer = scaled / whole;
    end = appendInteger((int) integer, to, end);
    if (decimals == 0) {
      return end;
    }
    to[end++] = '.';
    return appendDigits(scaled - integer * whole, decimals, to, end);
  }

  /// Decimals that always suffice: the first power of ten finer than half the distance of floats.
  private static int decimals(float size) {
    int exponent = Math.getExponent(size); // floats here are 2^(exponent - 23) apart
    return Math.max(0, Math.min(14, (int) Math.ceil((23 - exponent) * 0.30103)));
  }

  private static long scaled(float size, int decimals) {
    return (long) Math.rint(size * POWER[decimals]); // ties to even, as KenLM prints them
  }

  private static int appendInteger(int value, byte[] to, int at) {
    int digits = 1;
    for (int rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return appendDigits(value, digits, to, at);
  }

  private static int appendDigits(long value, int digits, byte[] to, int at) {
    int from = at + digits;
    long rest = value;
    while (from - at >= 2) {
      int pair = (int) (rest % 100) * 2;
      rest /= 100;
      to[--from] = PAIRS[pair + 1];
      to[--from] = PAIRS[pair];
    }
    if (from > at) {
      to[at] = (byte) ('0' + rest);
    }
    return at + digits;
  }

  private static int appendAny(float value, byte[] to, int at) {
    String text = value == 0 ? "0" : Float.toString(value);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, to, at, bytes.length);
    return at + bytes.length;
  }
}
