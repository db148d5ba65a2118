package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.Optional;

/// GPT-2's pre-tokenizer. That bytes are written as printable letters is a matter of files alone
/// ([PrintableBytes]): here the bytes stay bytes.
///
/// @param addPrefixSpace whether a text that begins without a space gets one
/// @param trimOffsets said in files; offsets here always tell which bytes a token stands for
/// @param useRegex whether the text is cut by GPT-2's pattern, too
public record ByteLevel(boolean addPrefixSpace, boolean trimOffsets, boolean useRegex)
    implements PreTokenizer {
  private static final byte[] SPACE = {' '};

  @Override
  public Pieces split(Pieces in) {
    Pieces spaced = addPrefixSpace ? withSpaces(in) : in;
    if (!useRegex) {
      return spaced;
    }
    Pieces out = new Pieces(spaced.text());
    byte[] text = spaced.text().bytes();
    Scanner scanner = KnownPattern.GPT2.scanner();
    for (int piece = 0; piece < spaced.count(); piece++) {
      int to = spaced.to(piece);
      for (int at = spaced.from(piece); at < to; ) {
        int end = scanner.next(text, at, to);
        out.add(at, end);
        at = end;
      }
    }
    return out;
  }

  private static Pieces withSpaces(Pieces in) {
    TextBuffer from = in.text();
    TextBuffer text = new TextBuffer(from.isTraced());
    Pieces out = new Pieces(text);
    for (int piece = 0; piece < in.count(); piece++) {
      int start = text.length();
      boolean continued = in.from(piece) == 0 && from.place() == TextBuffer.Place.CONTINUED;
      if (from.bytes()[in.from(piece)] != ' ' && !continued) {
        text.replace(SPACE, from, in.from(piece), in.from(piece));
      }
      text.append(from, in.from(piece), in.to(piece));
      out.add(start, text.length());
    }
    return out;
  }

  @Override
  public Optional<Scanner> scanner() {
    return useRegex && !addPrefixSpace
        ? Optional.of(KnownPattern.GPT2.scanner())
        : Optional.empty();
  }

  /// Whether the text comes out as it went in, in the same pieces.
  boolean isIdle() {
    return !useRegex && !addPrefixSpace;
  }

  @Override
  public boolean endsAtWords() {
    return useRegex;
  }

  @Override
  public boolean partsBlanks() {
    return useRegex;
  }

  @Override
  public Json.Members json() {
    return Json.object()
        .with("type", Json.of("ByteLevel"))
        .with("add_prefix_space", Json.of(addPrefixSpace))
        .with("trim_offsets", Json.of(trimOffsets))
        .with("use_regex", Json.of(useRegex));
  }
}
