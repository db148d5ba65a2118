package chainrule.tokenize.text;

import static chainrule.tokenize.text.CharacterClass.LETTER;
import static chainrule.tokenize.text.CharacterClass.LINE_END;
import static chainrule.tokenize.text.CharacterClass.LOWER;
import static chainrule.tokenize.text.CharacterClass.NUMBER;
import static chainrule.tokenize.text.CharacterClass.SPACE;
import static chainrule.tokenize.text.CharacterClass.UPPER;

/// The pattern of o200k and of Mistral's Tekken by hand: words end where capitals begin again.
/// [KnownPattern] has the expressions that it agrees with.
///
/// @param digits the longest group of digits: 3, or 1 for Tekken
/// @param contractions whether a word takes `'s` and its like with it
record O200kScanner(int digits, boolean contractions) implements Scanner {
  @Override
  public int next(byte[] text, int from, int to) {
    byte first = text[from];
    int codePoint = first >= 0 ? first : Utf8.codePoint(text, from, to);
    int classes = first >= 0 ? CharacterClass.ASCII[first] : CharacterClass.of(codePoint);
    int second = from + (first >= 0 ? 1 : Utf8.length(codePoint));
    if ((classes & LETTER) != 0) {
      int end = word(text, from, to);
      return contraction(text, end < 0 ? ~end : end, to);
    }
    if ((classes & NUMBER) != 0) {
      return Digits.group(text, second, to, digits - 1);
    }
    if ((classes & LINE_END) == 0) { // a sign that a word may have before it
      int end = word(text, second, to);
      if (end >= 0) {
        return contraction(text, end, to);
      }
      if ((classes & LOWER)
          != 0) { // a mark: the first branch takes it before the second's capitals
        return contraction(text, second, to);
      }
      if (~end > second) {
        return contraction(text, ~end, to);
      }
    }
    if ((classes & SPACE) == 0) {
      return signs(text, second, to);
    }
    if (first == ' ') {
      int end = CharacterClass.skipOthers(text, second, to, LETTER | NUMBER | SPACE);
      if (end > second) {
        return lineEnds(text, end, to);
      }
    }
    return WhiteSpace.nextWithLineEnds(text, from, to);
  }

  /// The end of `U*L+` at `from`, or else the complement of the end of `U*`. U and L are
  /// [CharacterClass#UPPER] and [CharacterClass#LOWER], which share letters without case and marks.
  private static int word(byte[] text, int from, int to) {
    int at = from;
    int shared = -1; // behind the last character of the run of U that is in L, too
    while (at < to) {
      byte b = text[at];
      int codePoint = b >= 0 ? b : Utf8.codePoint(text, at, to);
      int classes = b >= 0 ? CharacterClass.ASCII[b] : CharacterClass.of(codePoint);
      if ((classes & UPPER) == 0) {
        if ((classes & LOWER) != 0) {
          return CharacterClass.skip(text, at, to, LOWER);
        }
        break;
      }
      at += b >= 0 ? 1 : Utf8.length(codePoint);
      if ((classes & LOWER) != 0) {
        shared = at;
      }
    }
    return shared >= 0 ? shared : ~at;
  }

  private int contraction(byte[] text, int end, int to) {
    return contractions && end < to && text[end] == '\'' ? Contraction.anyCase(text, end, to) : end;
  }

  private static int signs(byte[] text, int at, int to) {
    return lineEnds(text, CharacterClass.skipOthers(text, at, to, LETTER | NUMBER | SPACE), to);
  }

  /// `[\r\n/]*`
  private static int lineEnds(byte[] text, int at, int to) {
    while (at < to && (text[at] == '\n' || text[at] == '\r' || text[at] == '/')) {
      at++;
    }
    return at;
  }
}
