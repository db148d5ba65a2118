package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.nio.charset.StandardCharsets;

/// Puts a string before the text, unless it is empty.
public record Prepend(String content) implements Normalizer {
  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    if (in.length() > 0 && in.place() != TextBuffer.Place.CONTINUED) {
      out.replace(content.getBytes(StandardCharsets.UTF_8), in, 0, 0);
    }
    out.append(in, 0, in.length());
  }

  @Override
  public Json.Members json() {
    return Json.object().with("type", Json.of("Prepend")).with("prepend", Json.of(content));
  }
}
