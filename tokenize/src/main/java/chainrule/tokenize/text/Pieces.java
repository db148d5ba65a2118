package chainrule.tokenize.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text cut into pieces: ranges of a buffer, in order, not overlapping. What lies between two
/// pieces is left out of the tokens. Pre-tokenizers read one and write another.
public final class Pieces {
  private final TextBuffer text;
  private int[] bounds = new int[64]; // from and to of piece i at 2i and 2i + 1
  private int count;

  public Pieces(TextBuffer text) {
    this.text = text;
  }

  /// The whole text as one piece; none where it is empty.
  public static Pieces whole(TextBuffer text) {
    Pieces pieces = new Pieces(text);
    pieces.add(0, text.length());
    return pieces;
  }

  public TextBuffer text() {
    return text;
  }

  public int count() {
    return count;
  }

  public int from(int piece) {
    return bounds[2 * piece];
  }

  public int to(int piece) {
    return bounds[2 * piece + 1];
  }

  /// Empty pieces are not kept.
  public void add(int from, int to) {
    if (from == to) {
      return;
    }
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = from;
    bounds[2 * count + 1] = to;
    count++;
  }

  /// The piece as text, for messages and tests.
  public String string(int piece) {
    return new String(text.bytes(), from(piece), to(piece) - from(piece), StandardCharsets.UTF_8);
  }
}
