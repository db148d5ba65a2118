package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.function.IntPredicate;

/// Each character of a kind is a match of its own.
///
/// @param name for messages; files have no word for such a pattern
record CharacterSet(String name, IntPredicate contains) implements TextPattern {
  static final CharacterSet WHITE_SPACE =
      new CharacterSet("white space", c -> (CharacterClass.of(c) & CharacterClass.SPACE) != 0);
  static final CharacterSet NUMBERS =
      new CharacterSet("numbers", c -> (CharacterClass.of(c) & CharacterClass.NUMBER) != 0);

  /// Unicode's punctuation and ASCII's signs, as BERT and Hugging Face have it.
  static final CharacterSet PUNCTUATION =
      new CharacterSet("punctuation", CharacterSet::isPunctuation);

  private static boolean isPunctuation(int c) {
    return (c > ' '
            && c < 0x7f
            && (CharacterClass.of(c) & (CharacterClass.LETTER | CharacterClass.NUMBER)) == 0)
        || OldUnicode.isPunctuation(c);
  }

  @Override
  public void find(byte[] text, int from, int to, Matches matches) {
    int at = from;
    while (at < to) {
      int codePoint = Utf8.codePoint(text, at, to);
      int end = at + Utf8.length(codePoint);
      if (contains.test(codePoint)) {
        matches.add(at, end);
      }
      at = end;
    }
  }

  @Override
  public Json.Members json() {
    throw new UnsupportedOperationException(name);
  }
}
