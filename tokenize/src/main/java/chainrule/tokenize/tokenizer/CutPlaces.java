package chainrule.tokenize.tokenizer;

import chainrule.tokenize.text.CharacterKind;
import chainrule.tokenize.text.Normalizer;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.Utf8;

/// Where a long text can be cut so that its parts, encoded one by one, have the tokens of the
/// whole: between a line end and a letter, or between a letter and a space with a letter behind it,
/// as far as no token of this tokenizer reaches across such places. So long texts go through in
/// blocks, on all threads, in memory that does not grow.
public final class CutPlaces {
  private final boolean atLines;
  private final boolean atSpaces;
  private final boolean afterText; // whether a line that is cut after must not end in a blank

  CutPlaces(Pipeline pipeline) {
    boolean local = pipeline.normalizer().map(Normalizer::isLocal).orElse(true);
    boolean words = pipeline.preTokenizer().map(PreTokenizer::endsAtWords).orElse(false);
    afterText = pipeline.preTokenizer().map(PreTokenizer::partsBlanks).orElse(false);
    boolean lines = true;
    boolean spaces = true;
    if (!words) {
      Vocabulary vocabulary = pipeline.model().vocabulary();
      boolean separable = pipeline.model().isSeparable();
      lines = separable && !crossesLines(vocabulary);
      spaces = separable && !crossesSpaces(vocabulary);
    }
    for (AddedToken token : pipeline.added()) {
      byte[] bytes = token.bytes();
      boolean crosses = crossesLine(bytes, 0, bytes.length);
      lines &= !crosses && !token.lstrip();
      spaces &= !crossesSpace(bytes, 0, bytes.length) && !token.lstrip() && !token.rstrip();
    }
    this.atLines = local && lines;
    this.atSpaces = local && spaces;
  }

  private CutPlaces() {
    atLines = true;
    atSpaces = true;
    afterText = false;
  }

  /// Where text that is only counted is cut, whatever becomes of it: the same places for any number
  /// of threads.
  public static CutPlaces ofTraining() {
    return new CutPlaces();
  }

  private static boolean crossesLines(Vocabulary vocabulary) {
    byte[] pool = vocabulary.pool();
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id)) {
        int from = vocabulary.start(id);
        if (crossesLine(pool, from, from + vocabulary.length(id))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean crossesSpaces(Vocabulary vocabulary) {
    byte[] pool = vocabulary.pool();
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.has(id)) {
        int from = vocabulary.start(id);
        if (crossesSpace(pool, from, from + vocabulary.length(id))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean crossesLine(byte[] text, int from, int to) {
    for (int at = from + 1; at < to; at++) {
      if (text[at - 1] == '\n' && (text[at] < 0 || text[at] > ' ')) {
        return true;
      }
    }
    return false;
  }

  /// A space may have become the block that SentencePiece makes of it.
  private static boolean crossesSpace(byte[] text, int from, int to) {
    for (int at = from + 1; at < to; at++) {
      boolean space =
          text[at] == ' '
              || (at + 2 < to
                  && text[at] == (byte) 0xe2
                  && text[at + 1] == (byte) 0x96
                  && text[at + 2] == (byte) 0x81);
      if (space && isLetter(text[at - 1])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetter(byte b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  /// The last place in `(from, to)` where the text can be cut, or -1 where there is none.
  public int last(byte[] text, int from, int to) {
    if (atLines) {
      for (int at = to - 1; at > from; at--) {
        if (text[at - 1] == '\n'
            && isWord(text, at, to)
            && !(afterText && CharacterKind.spaceBefore(text, from, at - 1) < at - 1)) {
          return at;
        }
      }
    }
    if (atSpaces) {
      for (int at = to - 2; at > from; at--) {
        if (text[at] == ' ' && isLetter(text[at - 1]) && isLetter(text[at + 1])) {
          return at;
        }
      }
    }
    return -1;
  }

  private static boolean isWord(byte[] text, int at, int to) {
    return text[at] >= 0
        ? isLetter(text[at])
        : at + 4 <= to && CharacterKind.isAlphanumeric(Utf8.codePoint(text, at, to));
  }
}
