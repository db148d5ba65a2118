package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;

/// The normalizers that look at one character after the other: each becomes other characters, or
/// none.
public sealed interface CharacterMap extends Normalizer {
  /// Lower case, character by character.
  record Lowercase() implements CharacterMap {
    @Override
    public void map(int codePoint, TextBuffer in, int from, int to, TextBuffer out) {
      if (codePoint == 0x130) { // the one capital whose small form is two characters
        out.replace('i', in, from, to);
        out.replace(0x307, in, from, to);
        return;
      }
      int lower = Character.toLowerCase(codePoint);
      if (lower == codePoint) {
        out.append(in, from, to);
      } else {
        out.replace(lower, in, from, to);
      }
    }

    @Override
    public Json.Members json() {
      return named("Lowercase");
    }
  }

  /// Leaves out combining marks; they stand alone after NFD.
  record StripAccents() implements CharacterMap {
    @Override
    public void map(int codePoint, TextBuffer in, int from, int to, TextBuffer out) {
      switch (Character.getType(codePoint)) {
        case Character.NON_SPACING_MARK,
            Character.COMBINING_SPACING_MARK,
            Character.ENCLOSING_MARK -> {}
        default -> out.append(in, from, to);
      }
    }

    @Override
    public Json.Members json() {
      return named("StripAccents");
    }
  }

  /// The NMT task's: controls left out, odd white space made into spaces.
  record Nmt() implements CharacterMap {
    @Override
    public void map(int c, TextBuffer in, int from, int to, TextBuffer out) {
      boolean dropped =
          (c >= 1 && c <= 8)
              || c == 0xb
              || (c >= 0xe && c <= 0x1f)
              || c == 0x7f
              || c == 0x8f
              || c == 0x9f;
      boolean space =
          c == '\t'
              || c == '\n'
              || c == '\f'
              || c == '\r'
              || c == 0x1680
              || (c >= 0x200b && c <= 0x200f)
              || c == 0x2028
              || c == 0x2029
              || c == 0x2581
              || c == 0xfeff
              || c == 0xfffd;
      if (space) {
        out.replace(' ', in, from, to);
      } else if (!dropped) {
        out.append(in, from, to);
      }
    }

    @Override
    public Json.Members json() {
      return named("Nmt");
    }
  }

  /// Appends what becomes of the character at `[from, to)`.
  void map(int codePoint, TextBuffer in, int from, int to, TextBuffer out);

  @Override
  default void normalize(TextBuffer in, TextBuffer out) {
    byte[] text = in.bytes();
    for (int at = 0; at < in.length(); ) {
      int codePoint = Utf8.codePoint(text, at, in.length());
      int end = at + Utf8.length(codePoint);
      if (codePoint >= Utf8.INVALID) {
        out.append(in, at, end);
      } else {
        map(codePoint, in, at, end, out);
      }
      at = end;
    }
  }

  private static Json.Members named(String type) {
    return Json.object().with("type", Json.of(type));
  }
}
