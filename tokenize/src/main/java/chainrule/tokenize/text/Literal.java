package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A string to look for.
public record Literal(String string) implements TextPattern {
  @Override
  public void find(byte[] text, int from, int to, Matches matches) {
    byte[] wanted = string.getBytes(StandardCharsets.UTF_8);
    if (wanted.length == 0) {
      return;
    }
    int at = from;
    while (at + wanted.length <= to) {
      if (text[at] == wanted[0]
          && Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
        matches.add(at, at + wanted.length);
        at += wanted.length;
      } else {
        at++;
      }
    }
  }

  @Override
  public Json.Members json() {
    return Json.object().with("String", Json.of(string));
  }
}
