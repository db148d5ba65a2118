package chainrule.cli.command;

/// Where bytes end in the middle of a character.
final class Utf8Tail {
  private Utf8Tail() {}

  /// How many of the first `length` bytes there are before a character that may yet become whole;
  /// all where the last one is whole, or can never be.
  static int whole(byte[] text, int length) {
    int at = length;
    int following = 0;
    while (at > 0 && following < 3 && (text[at - 1] & 0xC0) == 0x80) {
      at--;
      following++;
    }
    if (at == 0) {
      return length;
    }
    int wanted = following(text[at - 1] & 0xFF);
    return wanted > following ? at - 1 : length;
  }

  /// How many bytes follow a first one; none where it is no first one of several.
  private static int following(int first) {
    if (first >= 0xF0 && first < 0xF5) {
      return 3;
    }
    if (first >= 0xE0 && first < 0xF0) {
      return 2;
    }
    return first >= 0xC2 && first < 0xE0 ? 1 : 0;
  }
}
