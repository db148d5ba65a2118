package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer.Form;
import java.util.Locale;

/// NFC, NFD, NFKC and NFKD, by the JDK. ASCII goes through untouched; the rest is handed over in
/// stretches.
public record UnicodeForm(Form form) implements Normalizer {
  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    byte[] text = in.bytes();
    int length = in.length();
    int done = 0;
    for (int at = 0; at < length; ) {
      if (text[at] >= 0) {
        at++;
        continue;
      }
      int from = Math.max(done, at - 1); // a mark changes the letter before it
      int to = at;
      while (to < length && text[to] < 0) {
        to++;
      }
      out.append(in, done, from);
      stretch(in, from, to, out);
      done = to;
      at = to;
    }
    out.append(in, done, length);
  }

  private void stretch(TextBuffer in, int from, int to, TextBuffer out) {
    byte[] text = in.bytes();
    if (Utf8.firstInvalid(text, from, to) < to) {
      int at = Utf8.firstInvalid(text, from, to);
      if (at > from) {
        stretch(in, from, at, out);
      }
      out.append(in, at, at + 1);
      if (at + 1 < to) {
        stretch(in, at + 1, to, out);
      }
      return;
    }
    String string = new String(text, from, to - from, StandardCharsets.UTF_8);
    if (java.text.Normalizer.isNormalized(string, form)) {
      out.append(in, from, to);
    } else if (in.isTraced()) {
      bySegments(in, from, to, out);
    } else {
      byte[] bytes = normal(string).getBytes(StandardCharsets.UTF_8);
      out.replace(bytes, in, from, to);
    }
  }

  /// Finds which characters change together: a segment is whole where what follows is normalized
  /// for itself.
  private void bySegments(TextBuffer in, int from, int to, TextBuffer out) {
    byte[] text = in.bytes();
    int start = from;
    while (start < to) {
      int end = start + Utf8.length(Utf8.codePoint(text, start, to));
      String segment = new String(text, start, end - start, StandardCharsets.UTF_8);
      while (end < to) {
        int next = Utf8.codePoint(text, end, to);
        String longer = segment + Character.toString(next);
        if (normal(longer).equals(normal(segment) + normal(Character.toString(next)))
            && !isMark(next)) {
          break;
        }
        segment = longer;
        end += Utf8.length(next);
      }
      out.replace(normal(segment).getBytes(StandardCharsets.UTF_8), in, start, end);
      start = end;
    }
  }

  private static boolean isMark(int codePoint) {
    int classes = CharacterClass.of(codePoint);
    return (classes & CharacterClass.LETTER) == 0 && (classes & CharacterClass.LOWER) != 0;
  }

  private String normal(String string) {
    return java.text.Normalizer.normalize(string, form);
  }

  @Override
  public Json.Members json() {
    return Json.object().with("type", Json.of(form.name().toUpperCase(Locale.ROOT)));
  }
}
