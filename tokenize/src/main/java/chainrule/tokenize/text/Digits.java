package chainrule.tokenize.text;

import static chainrule.tokenize.text.CharacterClass.NUMBER;

/// `\p{N}{1,n}`: digits in groups from the left.
final class Digits {
  private Digits() {}

  /// The end of a group of at most `more` numbers that begins at `at`.
  static int group(byte[] text, int at, int to, int more) {
    for (int i = 0; i < more && at < to; i++) {
      int codePoint = Utf8.codePoint(text, at, to);
      if ((CharacterClass.of(codePoint) & NUMBER) == 0) {
        return at;
      }
      at += Utf8.length(codePoint);
    }
    return at;
  }
}
