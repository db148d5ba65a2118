package chainrule.tokenize.text;

import static chainrule.tokenize.text.CharacterClass.SPACE;

/// What the patterns do with a run of white space: `\s+(?!\S)|\s+`, where the last character of the
/// run is left to the word behind it.
final class WhiteSpace {
  private WhiteSpace() {}

  /// The end of the piece that begins with the white space at `from`.
  static int next(byte[] text, int from, int to) {
    return beforeLast(text, from, CharacterClass.skip(text, from, to, SPACE), to);
  }

  /// The same for patterns with `\s*[\r\n]+` before it: line ends belong to what stands before
  /// them.
  static int nextWithLineEnds(byte[] text, int from, int to) {
    int end = CharacterClass.skip(text, from, to, SPACE);
    for (int at = end; at > from; at--) {
      if (text[at - 1] == '\n' || text[at - 1] == '\r') {
        return at;
      }
    }
    return beforeLast(text, from, end, to);
  }

  private static int beforeLast(byte[] text, int from, int end, int to) {
    if (end == to) {
      return end;
    }
    int last = Utf8.before(text, from, end);
    return last > from ? last : end;
  }
}
