package chainrule.tokenize.text;

import chainrule.tokenize.io.Json;
import java.util.Arrays;

/// What a text is searched for: a string, a regular expression, or each character of some classes.
public sealed interface TextPattern permits Literal, Expression, CharacterSet {
  /// Finds every match in the stretch, from left to right, and adds its bounds.
  void find(byte[] text, int from, int to, Matches matches);

  /// As `tokenizer.json` writes a pattern.
  Json.Members json();

  /// The bounds of matches, by turns.
  final class Matches {
    private int[] bounds = new int[32];
    private int count;

    void add(int from, int to) {
      if (2 * count == bounds.length) {
        bounds = Arrays.copyOf(bounds, 2 * bounds.length);
      }
      bounds[2 * count] = from;
      bounds[2 * count + 1] = to;
      count++;
    }

    void clear() {
      count = 0;
    }

    int count() {
      return count;
    }

    int from(int match) {
      return bounds[2 * match];
    }

    int to(int match) {
      return bounds[2 * match + 1];
    }
  }
}
