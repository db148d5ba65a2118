package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.nio.charset.StandardCharsets;

/// Puts a string in the place of each match.
public record Replace(TextPattern pattern, String content) implements Normalizer {
  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (pattern instanceof Literal(String string)
        && string.length() == 1
        && string.charAt(0) < 128) {
      replace((byte) string.charAt(0), bytes, in, out);
      return;
    }
    TextPattern.Matches matches = new TextPattern.Matches();
    pattern.find(in.bytes(), 0, in.length(), matches);
    int done = 0;
    for (int i = 0; i < matches.count(); i++) {
      out.append(in, done, matches.from(i));
      out.replace(bytes, in, matches.from(i), matches.to(i));
      done = matches.to(i);
    }
    out.append(in, done, in.length());
  }

  /// The usual case: spaces.
  private static void replace(byte wanted, byte[] bytes, TextBuffer in, TextBuffer out) {
    byte[] text = in.bytes();
    int done = 0;
    for (int at = 0; at < in.length(); at++) {
      if (text[at] == wanted) {
        out.append(in, done, at);
        out.replace(bytes, in, at, at + 1);
        done = at + 1;
      }
    }
    out.append(in, done, in.length());
  }

  /// A pattern may look at what stands around a match; a single character cannot.
  @Override
  public boolean isLocal() {
    return pattern instanceof Literal(String string)
        && string.codePointCount(0, string.length()) == 1;
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("Replace"))
        .with("pattern", pattern.json())
        .with("content", Json.of(content));
  }
}
