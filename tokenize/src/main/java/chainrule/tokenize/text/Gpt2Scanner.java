package chainrule.tokenize.text;

import static chainrule.tokenize.text.CharacterClass.LETTER;
import static chainrule.tokenize.text.CharacterClass.NUMBER;
import static chainrule.tokenize.text.CharacterClass.SPACE;

/// GPT-2's pattern by hand: contractions, words, numbers and signs, each with the space before it,
/// and white space. [KnownPattern#GPT2] is the expression that it agrees with.
final class Gpt2Scanner implements Scanner {
  @Override
  public int next(byte[] text, int from, int to) {
    byte first = text[from];
    if (first == '\'') {
      int end = Contraction.lowerCase(text, from, to);
      if (end > from) {
        return end;
      }
    }
    int at = first == ' ' && from + 1 < to ? from + 1 : from;
    byte b = text[at];
    int classes =
        b >= 0 ? CharacterClass.ASCII[b] : CharacterClass.of(Utf8.codePoint(text, at, to));
    if ((classes & LETTER) != 0) {
      return CharacterClass.skip(text, at, to, LETTER);
    }
    if ((classes & NUMBER) != 0) {
      return CharacterClass.skip(text, at, to, NUMBER);
    }
    if ((classes & SPACE) == 0) {
      return CharacterClass.skipOthers(text, at, to, LETTER | NUMBER | SPACE);
    }
    return WhiteSpace.next(text, from, to);
  }
}
