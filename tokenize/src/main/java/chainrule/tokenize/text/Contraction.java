package chainrule.tokenize.text;

/// The English endings that the patterns cut off: `'s 't 're 've 'm 'll 'd`.
final class Contraction {
  private Contraction() {}

  /// The end of the ending that begins with the apostrophe at `from`, or `from` where there is
  /// none.
  static int lowerCase(byte[] text, int from, int to) {
    return find(text, from, to, 0);
  }

  /// The same in letters of either case. `ſ` (U+017F) is an s, as Unicode folds it.
  static int anyCase(byte[] text, int from, int to) {
    if (from + 2 < to && text[from + 1] == (byte) 0xc5 && text[from + 2] == (byte) 0xbf) {
      return from + 3;
    }
    return find(text, from, to, 0x20);
  }

  private static int find(byte[] text, int from, int to, int fold) {
    if (from + 1 >= to) {
      return from;
    }
    int first = text[from + 1] | fold;
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return from + 2;
    }
    if (from + 2 >= to) {
      return from;
    }
    int second = text[from + 2] | fold;
    boolean two =
        (first == 'r' && second == 'e')
            || (first == 'v' && second == 'e')
            || (first == 'l' && second == 'l');
    return two ? from + 3 : from;
  }
}
