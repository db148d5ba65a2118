package chainrule.tokenize.tokenizer;

import chainrule.tokenize.text.Normalizer;
import chainrule.tokenize.text.Pieces;
import chainrule.tokenize.text.PreTokenizer;
import chainrule.tokenize.text.Scanner;
import chainrule.tokenize.text.TextBuffer;
import chainrule.tokenize.text.TextBuffer.Place;
import java.util.List;

/// Encodes text for one thread: finds added tokens, normalizes what lies between them, cuts it into
/// pieces and hands each to the model. Where nothing rewrites the text and a scanner cuts it, the
/// bytes are read in place.
public final class TextEncoder {
  private final Normalizer normalizer; // null where there is none
  private final PreTokenizer preTokenizer; // null where there is none
  private final Scanner scanner; // null where the slow way is needed
  private final Model.Encoder model;
  private final AddedTokens rawTokens;
  private final AddedTokens normalizedTokens;
  private final boolean traced;
  private final TextBuffer raw;
  private final TextBuffer normal;

  TextEncoder(Pipeline pipeline, boolean specials, boolean traced) {
    this.traced = traced;
    this.raw = new TextBuffer(traced);
    this.normal = new TextBuffer(traced);
    this.normalizer = pipeline.normalizer().orElse(null);
    this.preTokenizer = pipeline.preTokenizer().orElse(null);
    this.scanner = pipeline.preTokenizer().flatMap(PreTokenizer::scanner).orElse(null);
    this.model = pipeline.model().encoder();
    List<AddedToken> found =
        pipeline.added().stream().filter(token -> specials || !token.special()).toList();
    this.rawTokens = new AddedTokens(found.stream().filter(t -> !t.normalized()).toList());
    this.normalizedTokens =
        new AddedTokens(
            found.stream().filter(AddedToken::normalized).map(this::normalized).toList());
  }

  /// Looked for in normalized text, as it is written there.
  private AddedToken normalized(AddedToken token) {
    if (normalizer == null) {
      return token;
    }
    TextBuffer out = new TextBuffer(false);
    out.clear(Place.CONTINUED);
    TextBuffer in = TextBuffer.of(token.content());
    TextBuffer text = new TextBuffer(false);
    text.clear(Place.CONTINUED);
    text.append(in, 0, in.length());
    normalizer.normalize(text, out);
    return new AddedToken(
        token.id(),
        out.toString(),
        token.special(),
        token.singleWord(),
        token.lstrip(),
        token.rstrip(),
        true);
  }

  /// Appends the tokens of a text (their places counted in bytes of the array), or of a part of one
  /// that was cut where [CutPlaces] says.
  ///
  /// @param place [Place#DOCUMENT], or [Place#CONTINUED] for further parts
  public void encode(byte[] text, int from, int to, Place place, TokenBuffer out) {
    if (rawTokens.isEmpty()) {
      section(text, from, to, place, out);
      return;
    }
    int at = from;
    Place begins = place;
    for (var match = rawTokens.next(text, from, at, to);
        match != null;
        match = rawTokens.next(text, from, at, to)) {
      section(text, at, match.from(), begins, out);
      add(match, match.from(), match.to(), out);
      at = match.to();
      begins = Place.SECTION;
    }
    section(text, at, to, begins, out);
  }

  private void section(byte[] text, int from, int to, Place place, TokenBuffer out) {
    if (from == to) {
      return;
    }
    if (!traced && normalizer == null && normalizedTokens.isEmpty() && scanner != null) {
      for (int at = from; at < to; ) {
        int end = scanner.next(text, at, to);
        model.encode(text, at, end, out);
        at = end;
      }
      return;
    }
    if (!traced && normalizer == null && normalizedTokens.isEmpty() && preTokenizer == null) {
      model.encode(text, from, to, out);
      return;
    }
    raw.clear(place);
    raw.append(text, from, to, from);
    pieces(normalized(raw), place, out);
  }

  private TextBuffer normalized(TextBuffer text) {
    if (normalizer == null) {
      return text;
    }
    normal.clear(text.place());
    normalizer.normalize(text, normal);
    return normal;
  }

  private void pieces(TextBuffer text, Place place, TokenBuffer out) {
    if (normalizedTokens.isEmpty()) {
      split(text, out);
      return;
    }
    int at = 0;
    Place begins = place;
    byte[] bytes = text.bytes();
    for (var match = normalizedTokens.next(bytes, 0, at, text.length());
        match != null;
        match = normalizedTokens.next(bytes, 0, at, text.length())) {
      split(part(text, at, match.from(), begins), out);
      int start = traced ? text.start(match.from()) : 0;
      add(match, start, traced ? text.end(match.to() - 1) : 0, out);
      at = match.to();
      begins = Place.SECTION;
    }
    split(part(text, at, text.length(), begins), out);
  }

  private void add(AddedTokens.Match match, int start, int end, TokenBuffer out) {
    out.add(match.token().id(), end);
    if (traced) {
      out.place(out.size() - 1, start, end);
    }
  }

  private static TextBuffer part(TextBuffer text, int from, int to, Place begins) {
    TextBuffer part = new TextBuffer(text.isTraced());
    part.clear(begins);
    part.append(text, from, to);
    return part;
  }

  private void split(TextBuffer text, TokenBuffer out) {
    if (scanner != null && !traced) {
      byte[] bytes = text.bytes();
      for (int at = 0; at < text.length(); ) {
        int end = scanner.next(bytes, at, text.length());
        model.encode(bytes, at, end, out);
        at = end;
      }
      return;
    }
    Pieces pieces = Pieces.whole(text);
    if (preTokenizer != null) {
      pieces = preTokenizer.split(pieces);
    }
    byte[] bytes = pieces.text().bytes();
    for (int i = 0; i < pieces.count(); i++) {
      int before = out.size();
      model.encode(bytes, pieces.from(i), pieces.to(i), out);
      if (traced) {
        locate(pieces.text(), pieces.from(i), before, out);
      }
    }
  }

  /// From places in the text that the model saw to places in the text that came in.
  private static void locate(TextBuffer text, int from, int first, TokenBuffer out) {
    int start = from;
    for (int i = first; i < out.size(); i++) {
      int end = out.end(i);
      int begin = text.start(Math.min(start, text.length() - 1));
      out.place(i, begin, end > start ? text.end(end - 1) : begin);
      start = end;
    }
  }
}
