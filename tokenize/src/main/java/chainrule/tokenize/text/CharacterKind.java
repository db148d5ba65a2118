package chainrule.tokenize.text;

/// What code outside of this package asks about characters.
public final class CharacterKind {
  private CharacterKind() {}

  /// `\w`
  public static boolean isWord(int codePoint) {
    return (CharacterClass.of(codePoint) & CharacterClass.WORD) != 0;
  }

  /// Letters and numbers.
  public static boolean isAlphanumeric(int codePoint) {
    return (CharacterClass.of(codePoint) & (CharacterClass.LETTER | CharacterClass.NUMBER)) != 0;
  }

  /// Where the white space begins that ends at `to`.
  public static int spaceBefore(byte[] text, int from, int to) {
    int at = to;
    while (at > from) {
      int before = Utf8.before(text, from, at);
      int codePoint = Utf8.codePoint(text, before, at);
      if ((CharacterClass.of(codePoint) & CharacterClass.SPACE) == 0) {
        break;
      }
      at = before;
    }
    return at;
  }

  /// Where the white space ends that begins at `from`.
  public static int spaceBehind(byte[] text, int from, int to) {
    return CharacterClass.skip(text, from, to, CharacterClass.SPACE);
  }
}
