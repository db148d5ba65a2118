package chainrule.tokenize.text;

import static chainrule.tokenize.text.CharacterClass.LETTER;
import static chainrule.tokenize.text.CharacterClass.LINE_END;
import static chainrule.tokenize.text.CharacterClass.NUMBER;
import static chainrule.tokenize.text.CharacterClass.SPACE;

/// The pattern of cl100k, Llama 3 and Qwen by hand: words with any one sign before them, numbers in
/// short groups, signs with the line ends behind them. [KnownPattern] has the expressions that it
/// agrees with.
///
/// @param digits the longest group of digits: 3, or 1 for Qwen
record Cl100kScanner(int digits) implements Scanner {
  @Override
  public int next(byte[] text, int from, int to) {
    byte first = text[from];
    if (first == '\'') {
      int end = Contraction.anyCase(text, from, to);
      if (end > from) {
        return end;
      }
    }
    int codePoint = first >= 0 ? first : Utf8.codePoint(text, from, to);
    int classes = first >= 0 ? CharacterClass.ASCII[first] : CharacterClass.of(codePoint);
    int second = from + (first >= 0 ? 1 : Utf8.length(codePoint));
    if ((classes & LETTER) != 0) {
      return CharacterClass.skip(text, second, to, LETTER);
    }
    if ((classes & NUMBER) != 0) {
      return Digits.group(text, second, to, digits - 1);
    }
    if ((classes & LINE_END) == 0) {
      int end = CharacterClass.skip(text, second, to, LETTER);
      if (end > second) {
        return end;
      }
    }
    if (first == ' ') {
      int end = CharacterClass.skipOthers(text, second, to, LETTER | NUMBER | SPACE);
      if (end > second) {
        return CharacterClass.skip(text, end, to, LINE_END);
      }
    }
    if ((classes & SPACE) == 0) {
      int end = CharacterClass.skipOthers(text, second, to, LETTER | NUMBER | SPACE);
      return CharacterClass.skip(text, end, to, LINE_END);
    }
    return WhiteSpace.nextWithLineEnds(text, from, to);
  }
}
