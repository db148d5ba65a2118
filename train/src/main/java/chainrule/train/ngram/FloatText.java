package chainrule.train.ngram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes floats as the decimal text of model files: as few digits as read back as the same float,
/// several times as fast as the library does.
public final class FloatText {
  /// No float becomes longer than this.
  public static final int LONGEST = 16;

  private static final double[] POWER = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// The text of 0000 to 9999.
  private static final int[] FOURS = new int[10_000];

  static {
    for (int i = 0; i < FOURS.length; i++) {
      int digits = 0;
      for (int k = 0, rest = i; k < 4; k++, rest /= 10) {
        digits = digits << 8 | ('0' + rest % 10);
      }
      FOURS[i] = digits;
    }
  }

  private FloatText() {}

  /// Puts the number's text at `to[at]` and returns the place after it. Up to seven bytes behind it
  /// may be changed.
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
    int integer = (int) size;
    long fraction = scaled - integer * whole;
    if (fraction == whole) { // rounding has carried
      integer++;
      fraction = 0;
    }
    end = appendInteger(integer, to, end);
    if (decimals == 0) {
      return end;
    }
    to[end++] = '.';
    return appendDigits(fraction, decimals, to, end);
  }

  /// Decimals that always suffice: the first power of ten finer than half the distance of floats.
  private static int decimals(float size) {
    int exponent = Math.getExponent(size); // floats here are 2^(exponent - 23) apart
    int times = (23 - exponent) * 19_729; // log10(2) in 65536ths, a little more
    return Math.max(0, Math.min(14, (times + 0xFFFF) >> 16));
  }

  private static long scaled(float size, int decimals) {
    return (long) Math.rint(size * POWER[decimals]); // ties to even, as KenLM prints them
  }

  private static int appendInteger(int value, byte[] to, int at) {
    if (value < 10) {
      to[at] = (byte) ('0' + value);
      return at + 1;
    }
    int digits = 2;
    for (int rest = value / 10; rest >= 10; rest /= 10) {
      digits++;
    }
    return appendDigits(value, digits, to, at);
  }

  private static int appendDigits(long value, int digits, byte[] to, int at) {
    if (digits <= 8 && at <= to.length - 8) {
      int eight = (int) value * (int) POWER[8 - digits]; // zeros behind, to be written over
      int high = eight / 10_000;
      INT.set(to, at, FOURS[high]);
      INT.set(to, at + 4, FOURS[eight - high * 10_000]);
      return at + digits;
    }
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--, rest /= 10) {
      to[i] = (byte) ('0' + rest % 10);
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
