package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.text.Utf8;
import java.util.Arrays;

/// What becomes of bytes that are not UTF-8.
public enum InvalidText {
  /// The input is refused, with the place.
  ERROR,
  /// Each such byte becomes U+FFFD.
  REPLACE,
  /// They stay, for tokenizers of bytes.
  KEEP;

  private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

  /// Whether the text can be encoded as it is.
  ///
  /// @param offset of the text in its source, for messages
  boolean accepts(byte[] text, String source, long offset) {
    int at = this == KEEP ? text.length : Utf8.firstInvalid(text, 0, text.length);
    if (at < text.length && this == ERROR) {
      throw MalformedInput.atByte(
          source,
          offset + at,
          String.format("byte 0x%02x is not UTF-8", text[at]),
          "convert the text, or use --invalid replace or --invalid keep");
    }
    return at == text.length;
  }

  /// The text with U+FFFD in the place of each byte that is not UTF-8.
  public static byte[] repair(byte[] text, int from, int to) {
    byte[] out = new byte[3 * (to - from)];
    int size = 0;
    int done = from;
    while (done < to) {
      int at = Utf8.firstInvalid(text, done, to);
      System.arraycopy(text, done, out, size, at - done);
      size += at - done;
      if (at < to) {
        System.arraycopy(REPLACEMENT, 0, out, size, REPLACEMENT.length);
        size += REPLACEMENT.length;
      }
      done = at + 1;
    }
    return Arrays.copyOf(out, size);
  }
}
