package chainrule.tokenize.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The classes of characters that patterns speak of, by code point, in the JDK's version of
/// Unicode. Tables are made for 256 code points at a time when one of them is first met: making
/// them all would be a good part of a short run.
final class CharacterClass {
  /// `\p{L}`
  static final int LETTER = 1;

  /// `\p{N}`
  static final int NUMBER = 2;

  /// `\s`, Unicode's White_Space
  static final int SPACE = 4;

  /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`: what a capitalised word of o200k can begin with
  static final int UPPER = 8;

  /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`: what it goes on with
  static final int LOWER = 16;

  /// `\p{P}`
  static final int PUNCTUATION = 32;

  /// `\w`
  static final int WORD = 64;

  /// `\r` and `\n`
  static final int LINE_END = 128;

  private static final VarHandle PAGE = MethodHandles.arrayElementVarHandle(byte[][].class);
  private static final byte[][] PAGES = new byte[(Character.MAX_CODE_POINT >> 8) + 1][];

  /// The classes of ASCII, the rest of the page being Latin-1.
  static final byte[] ASCII = page(0);

  private CharacterClass() {}

  /// All classes of a code point as bits; none for a byte that is no character.
  static int of(int codePoint) {
    return codePoint >= Utf8.INVALID ? 0 : page(codePoint >> 8)[codePoint & 0xff] & 0xff;
  }

  /// The end of the run of characters from `at` that have one of these classes.
  static int skip(byte[] text, int at, int to, int classes) {
    byte[] ascii = ASCII;
    while (at < to) {
      int b = text[at];
      if (b >= 0) {
        if ((ascii[b] & classes) == 0) {
          return at;
        }
        at++;
      } else {
        int codePoint = Utf8.codePoint(text, at, to);
        if ((of(codePoint) & classes) == 0) {
          return at;
        }
        at += Utf8.length(codePoint);
      }
    }
    return at;
  }

  /// The end of the run of characters from `at` that have none of these classes.
  static int skipOthers(byte[] text, int at, int to, int classes) {
    byte[] ascii = ASCII;
    while (at < to) {
      int b = text[at];
      if (b >= 0) {
        if ((ascii[b] & classes) != 0) {
          return at;
        }
        at++;
      } else {
        int codePoint = Utf8.codePoint(text, at, to);
        if ((of(codePoint) & classes) != 0) {
          return at;
        }
        at += Utf8.length(codePoint);
      }
    }
    return at;
  }

  private static byte[] page(int number) {
    byte[] page = (byte[]) PAGE.getAcquire(PAGES, number);
    if (page == null) {
      page = make(number);
      PAGE.setRelease(PAGES, number, page);
    }
    return page;
  }

  private static byte[] make(int number) {
    byte[] page = new byte[256];
    for (int i = 0; i < 256; i++) {
      page[i] = (byte) classes((number << 8) | i);
    }
    return page;
  }

  private static int classes(int codePoint) {
    int general =
        switch (Character.getType(codePoint)) {
          case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> LETTER | UPPER;
          case Character.LOWERCASE_LETTER -> LETTER | LOWER;
          case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> LETTER | UPPER | LOWER;
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              UPPER | LOWER | WORD;
          case Character.DECIMAL_DIGIT_NUMBER -> NUMBER | WORD;
          case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
          case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
              SPACE;
          case Character.CONNECTOR_PUNCTUATION -> PUNCTUATION | WORD;
          case Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              PUNCTUATION;
          default -> 0; // symbols, controls, and what is not assigned
        };
    if ((codePoint >= '\t' && codePoint <= '\r') || codePoint == 0x85) {
      general |= SPACE;
    }
    if (codePoint == '\n' || codePoint == '\r') {
      general |= LINE_END;
    }
    boolean joiner = codePoint == 0x200c || codePoint == 0x200d;
    return Character.isAlphabetic(codePoint) || joiner ? general | WORD : general;
  }
}
