package chainrule.tokenize.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Code points in UTF-8 bytes. Bytes that are not UTF-8 are read one by one, as themselves, so that
/// a text that keeps them still goes through every scanner.
public final class Utf8 {
  /// Added to a byte that belongs to no character: such values are no code points.
  public static final int INVALID = 0x110000;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;

  private Utf8() {}

  /// The code point that begins at `at`, or [#INVALID] plus a byte that begins none.
  public static int codePoint(byte[] text, int at, int to) {
    int b = text[at];
    if (b >= 0) {
      return b;
    }
    if (b >= (byte) 0xc2 && b < (byte) 0xe0) {
      if (at + 1 < to && isContinuation(text[at + 1])) {
        return ((b & 0x1f) << 6) | (text[at + 1] & 0x3f);
      }
    } else if (b >= (byte) 0xe0 && b < (byte) 0xf0) {
      if (at + 2 < to && isContinuation(text[at + 1]) && isContinuation(text[at + 2])) {
        int value = ((b & 0x0f) << 12) | ((text[at + 1] & 0x3f) << 6) | (text[at + 2] & 0x3f);
        if (value >= 0x800 && (value < 0xd800 || value > 0xdfff)) {
          return value;
        }
      }
    } else if (b >= (byte) 0xf0 && b < (byte) 0xf5) {
      if (at + 3 < to
          && isContinuation(text[at + 1])
          && isContinuation(text[at + 2])
          && isContinuation(text[at + 3])) {
        int value =
            ((b & 0x07) << 18)
                | ((text[at + 1] & 0x3f) << 12)
                | ((text[at + 2] & 0x3f) << 6)
                | (text[at + 3] & 0x3f);
        if (value >= 0x10000 && value <= 0x10ffff) {
          return value;
        }
      }
    }
    return INVALID + (b & 0xff);
  }

  /// How many bytes [#codePoint] read for this value.
  public static int length(int codePoint) {
    return codePoint < 0x80 || codePoint >= INVALID
        ? 1
        : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /// Where the character begins that ends at `to`.
  public static int before(byte[] text, int from, int to) {
    int at = to - 1;
    while (at > from && to - at < 4 && isContinuation(text[at])) {
      at--;
    }
    return at + length(codePoint(text, at, to)) == to ? at : to - 1;
  }

  public static boolean isContinuation(byte b) {
    return b < (byte) 0xc0;
  }

  /// Writes a code point (or a byte that is none) and returns the place behind it.
  public static int encode(int codePoint, byte[] out, int at) {
    if (codePoint < 0x80 || codePoint >= INVALID) {
      out[at] = (byte) codePoint;
      return at + 1;
    }
    if (codePoint < 0x800) {
      out[at] = (byte) (0xc0 | (codePoint >> 6));
      out[at + 1] = (byte) (0x80 | (codePoint & 0x3f));
      return at + 2;
    }
    if (codePoint < 0x10000) {
      out[at] = (byte) (0xe0 | (codePoint >> 12));
      out[at + 1] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
      out[at + 2] = (byte) (0x80 | (codePoint & 0x3f));
      return at + 3;
    }
    out[at] = (byte) (0xf0 | (codePoint >> 18));
    out[at + 1] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    out[at + 2] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    out[at + 3] = (byte) (0x80 | (codePoint & 0x3f));
    return at + 4;
  }

  /// Where the first byte stands that is not UTF-8, or `to`.
  public static int firstInvalid(byte[] text, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to && ((long) LONG.get(text, at) & HIGH) == 0) { // all ASCII
        at += Long.BYTES;
        continue;
      }
      int codePoint = codePoint(text, at, to);
      if (codePoint >= INVALID) {
        return at;
      }
      at += length(codePoint);
    }
    return to;
  }
}
