package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.text.Normalizer.Form;
import java.util.Optional;

/// BERT's: controls out, Chinese characters apart, accents off, lower case; each as asked for.
///
/// @param stripAccents where it is not said, what `lowercase` says
public record BertNormalizer(
    boolean cleanText,
    boolean handleChineseCharacters,
    Optional<Boolean> stripAccents,
    boolean lowercase)
    implements Normalizer {
  private static final UnicodeForm NFD = new UnicodeForm(Form.NFD);

  @Override
  public void normalize(TextBuffer in, TextBuffer out) {
    boolean strip = stripAccents.orElse(lowercase);
    if (!strip) {
      map(in, out, true);
      return;
    }
    TextBuffer clean = new TextBuffer(in.isTraced());
    map(in, clean, false);
    TextBuffer decomposed = new TextBuffer(in.isTraced());
    NFD.normalize(clean, decomposed);
    lower(decomposed, out);
  }

  /// The first two steps; with `last`, lower case, too.
  private void map(TextBuffer in, TextBuffer out, boolean last) {
    byte[] text = in.bytes();
    for (int at = 0; at < in.length(); ) {
      int c = Utf8.codePoint(text, at, in.length());
      int end = at + Utf8.length(c);
      if (cleanText && isDropped(c)) {
        at = end;
        continue;
      }
      if (cleanText && isSpace(c)) {
        out.replace(' ', in, at, end);
      } else {
        boolean apart = handleChineseCharacters && isChinese(c);
        if (apart) {
          out.replace(' ', in, at, at);
        }
        append(c, in, at, end, out, last);
        if (apart) {
          out.replace(' ', in, end, end);
        }
      }
      at = end;
    }
  }

  private void append(int c, TextBuffer in, int from, int to, TextBuffer out, boolean last) {
    if (last && lowercase && c < Utf8.INVALID) {
      new CharacterMap.Lowercase().map(c, in, from, to, out);
    } else {
      out.append(in, from, to);
    }
  }

  private void lower(TextBuffer in, TextBuffer out) {
    byte[] text = in.bytes();
    for (int at = 0; at < in.length(); ) {
      int c = Utf8.codePoint(text, at, in.length());
      int end = at + Utf8.length(c);
      if (c < 0x80 || c >= Utf8.INVALID || !OldUnicode.isMark(c)) {
        append(c, in, at, end, out, true);
      }
      at = end;
    }
  }

  private static boolean isSpace(int c) {
    return (CharacterClass.of(c) & CharacterClass.SPACE) != 0;
  }

  private static boolean isDropped(int c) {
    if ((c >= ' ' && c < 0x7f) || c == '\t' || c == '\n' || c == '\r' || c >= Utf8.INVALID) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> true;
      case Character.FORMAT -> OldUnicode.isFormat(c);
      default -> c == 0xfffd;
    };
  }

  private static boolean isChinese(int c) {
    return c >= 0x3400
        && (c <= 0x4dbf
            || (c >= 0x4e00 && c <= 0x9fff)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0x20000 && c <= 0x2a6df)
            || (c >= 0x2a700 && c <= 0x2b81f)
            || (c >= 0x2b920 && c <= 0x2ceaf)
            || (c >= 0x2f800 && c <= 0x2fa1f));
  }

  @Override
  public Json.Members json() {
    Json.Members start =
        Json.object()
            .with("type", Json.of("BertNormalizer"))
            .with("clean_text", Json.of(cleanText))
            .with("handle_chinese_chars", Json.of(handleChineseCharacters));
    return start
        .with("strip_accents", stripAccents.<Json>map(Json::of).orElse(new Json.Null()))
        .with("lowercase", Json.of(lowercase));
  }
}
