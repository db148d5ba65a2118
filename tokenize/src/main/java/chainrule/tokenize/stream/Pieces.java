package chainrule.tokenize.stream;

import chainrule.tokenize.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// How the text of a token is written so that a line of them can be split at spaces: white space
/// and backslashes as `\s`, `\n`, `\t`, `\r` and `\\`, other white space and controls as `\x{85}`,
/// bytes that are no UTF-8 as `\xE2`, and no bytes at all as `\e`. [#read] takes it back, exactly.
public final class Pieces {
  private static final String HEX = "0123456789ABCDEF";

  private Pieces() {}

  public static byte[] write(byte[] token) {
    if (token.length == 0) {
      return new byte[] {'\\', 'e'};
    }
    boolean plain = true;
    for (byte b : token) {
      plain &= b > ' ' && b < 0x7f && b != '\\';
    }
    if (plain) {
      return token;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * token.length);
    for (int at = 0; at < token.length; ) {
      int codePoint = Utf8.codePoint(token, at, token.length);
      int length = Utf8.length(codePoint);
      if (codePoint >= Utf8.INVALID) {
        int value = codePoint - Utf8.INVALID;
        out.writeBytes(ascii("\\x" + HEX.charAt(value >> 4) + HEX.charAt(value & 15)));
      } else {
        String escape = escape(codePoint);
        if (escape.isEmpty()) {
          out.write(token, at, length);
        } else {
          out.writeBytes(ascii(escape));
        }
      }
      at += length;
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String escape(int codePoint) {
    return switch (codePoint) {
      case ' ' -> "\\s";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      case '\\' -> "\\\\";
      default ->
          Character.isISOControl(codePoint)
                  || Character.isSpaceChar(codePoint)
                  || Character.isWhitespace(codePoint)
              ? "\\x{" + Integer.toHexString(codePoint) + "}"
              : "";
    };
  }

  /// How many bytes the token has that is written like this; backslashes that no token is written
  /// with count as they stand.
  public static int length(byte[] text, int from, int to) {
    boolean plain = true;
    for (int at = from; at < to; at++) {
      plain &= text[at] != '\\';
    }
    byte[] token = plain ? null : read(text, from, to);
    return token == null ? to - from : token.length;
  }

  /// The token's bytes, or null where there is a backslash that no token is written with.
  static byte[] read(byte[] text, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    byte[] character = new byte[4];
    for (int at = from; at < to; at++) {
      if (text[at] != '\\') {
        out.write(text[at]);
        continue;
      }
      if (++at == to) {
        return null;
      }
      switch (text[at]) {
        case 's' -> out.write(' ');
        case 'n' -> out.write('\n');
        case 't' -> out.write('\t');
        case 'r' -> out.write('\r');
        case '\\' -> out.write('\\');
        case 'e' -> {}
        case 'x' -> {
          boolean braced = at + 1 < to && text[at + 1] == '{';
          int close = braced ? indexOf(text, at, to, '}') : at + 3;
          int value = close > to ? -1 : hex(text, braced ? at + 2 : at + 1, close);
          if (value < 0) {
            return null;
          }
          if (braced) {
            out.write(character, 0, Utf8.encode(value, character, 0));
          } else {
            out.write(value);
          }
          at = braced ? close : at + 2;
        }
        default -> {
          return null;
        }
      }
    }
    return out.toByteArray();
  }

  /// The place of the first such byte, or behind `to`.
  private static int indexOf(byte[] text, int from, int to, char wanted) {
    for (int at = from; at < to; at++) {
      if (text[at] == wanted) {
        return at;
      }
    }
    return to + 1;
  }

  private static int hex(byte[] text, int from, int to) {
    int value = from < to && to - from <= 6 ? 0 : -1;
    for (int at = from; at < to && value >= 0; at++) {
      int digit = Character.digit(text[at], 16);
      value = digit < 0 ? -1 : (value << 4) | digit;
    }
    return value <= Character.MAX_CODE_POINT ? value : -1;
  }
}
