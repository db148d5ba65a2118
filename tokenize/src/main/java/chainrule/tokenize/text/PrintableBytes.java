package chainrule.tokenize.text;

import java.util.Arrays;

/// The letters by which GPT-2's files write bytes: printable ones as themselves, the others as the
/// 68 code points from U+0100 on, in the order of the bytes.
public final class PrintableBytes {
  private static final int FIRST_OTHER = 0x100;
  private static final char[] LETTERS = letters();
  private static final short[] BYTES = bytes();

  private PrintableBytes() {}

  private static char[] letters() {
    char[] letters = new char[256];
    int other = FIRST_OTHER;
    for (int b = 0; b < 256; b++) {
      boolean printable =
          (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae && b <= 0xff);
      letters[b] = (char) (printable ? b : other++);
    }
    return letters;
  }

  private static short[] bytes() {
    short[] bytes = new short[FIRST_OTHER + 68];
    Arrays.fill(bytes, (short) -1);
    for (int b = 0; b < 256; b++) {
      bytes[LETTERS[b]] = (short) b;
    }
    return bytes;
  }

  /// The letter of this byte.
  public static char letter(byte b) {
    return LETTERS[b & 0xff];
  }

  public static String write(byte[] bytes, int from, int to) {
    char[] letters = new char[to - from];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = letter(bytes[from + i]);
    }
    return new String(letters);
  }

  /// Turns letters in UTF-8 back into bytes, in `out` from `at` on; all of `text` may be `out`.
  ///
  /// @return the place behind them, or -1 where there is a letter that stands for no byte
  public static int read(byte[] text, int from, int to, byte[] out, int at) {
    for (int i = from; i < to; at++) {
      int letter = text[i++];
      if (letter < 0) {
        if (i == to || letter >= (byte) 0xc6) {
          return -1; // all letters have one or two bytes
        }
        letter = ((letter & 0x1f) << 6) | (text[i++] & 0x3f);
      }
      if (letter >= BYTES.length || BYTES[letter] < 0) {
        return -1;
      }
      out[at] = (byte) BYTES[letter];
    }
    return at;
  }
}
