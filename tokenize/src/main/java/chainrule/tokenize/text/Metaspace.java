package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// SentencePiece's way with spaces: each becomes a visible `▁`, and words begin with one.
///
/// @param replacement one character, `▁` (U+2581)
/// @param split whether pieces end before each `▁`
public record Metaspace(String replacement, Prepend prepend, boolean split)
    implements PreTokenizer {
  /// What spaces become.
  public static final String BLOCK = "▁";

  /// When a piece that does not begin with the replacement gets one.
  public enum Prepend {
    ALWAYS("always"),
    FIRST("first"),
    NEVER("never");

    private final String name;

    Prepend(String name) {
      this.name = name;
    }

    public String word() {
      return name;
    }

    public static Optional<Prepend> named(String name) {
      return Arrays.stream(values()).filter(prepend -> prepend.name.equals(name)).findFirst();
    }
  }

  @Override
  public Pieces split(Pieces in) {
    TextBuffer from = in.text();
    byte[] mark = replacement.getBytes(StandardCharsets.UTF_8);
    TextBuffer text = new TextBuffer(from.isTraced());
    Pieces out = new Pieces(text);
    for (int piece = 0; piece < in.count(); piece++) {
      int start = text.length();
      if (begins(in, piece, mark)) {
        text.replace(mark, from, in.from(piece), in.from(piece));
      }
      byte[] bytes = from.bytes();
      int done = in.from(piece);
      for (int at = done; at < in.to(piece); at++) {
        if (bytes[at] == ' ') {
          text.append(from, done, at);
          text.replace(mark, from, at, at + 1);
          done = at + 1;
        }
      }
      text.append(from, done, in.to(piece));
      out.add(start, text.length());
    }
    return split ? SplitBehavior.MERGED_WITH_NEXT.split(out, new Literal(replacement), false) : out;
  }

  private boolean begins(Pieces in, int piece, byte[] mark) {
    int from = in.from(piece);
    byte[] bytes = in.text().bytes();
    if (bytes[from] == ' '
        || (in.to(piece) - from >= mark.length
            && Arrays.equals(bytes, from, from + mark.length, mark, 0, mark.length))) {
      return false;
    }
    TextBuffer.Place place = in.text().place();
    return switch (prepend) {
      case ALWAYS -> from > 0 || place != TextBuffer.Place.CONTINUED;
      case FIRST -> from == 0 && place == TextBuffer.Place.DOCUMENT;
      case NEVER -> false;
    };
  }

  @Override
  public boolean endsAtWords() {
    return false; // a line end is not a space
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("Metaspace"))
        .with("replacement", Json.of(replacement))
        .with("prepend_scheme", Json.of(prepend.word()))
        .with("split", Json.of(split));
  }
}
