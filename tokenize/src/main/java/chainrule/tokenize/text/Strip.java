package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;

/// Takes white space off the text's two ends, or one of them.
public record Strip(boolean left, boolean right) implements Normalizer {
  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    byte[] text = in.bytes();
    int from = left ? CharacterClass.skip(text, 0, in.length(), CharacterClass.SPACE) : 0;
    int to = in.length();
    while (right && to > from) {
      int last = Utf8.before(text, from, to);
      int codePoint = Utf8.codePoint(text, last, to);
      if ((CharacterClass.of(codePoint) & CharacterClass.SPACE) == 0) {
        break;
      }
      to = last;
    }
    out.append(in, from, to);
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("Strip"))
        .with("strip_left", Json.of(left))
        .with("strip_right", Json.of(right));
  }
}
