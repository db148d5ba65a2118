package chainrule.tokenize.text;

import java.util.Arrays;
import java.util.Optional;

/// What becomes of the matches that a text is split at.
public enum SplitBehavior {
  REMOVED("Removed"),
  ISOLATED("Isolated"),
  MERGED_WITH_PREVIOUS("MergedWithPrevious"),
  MERGED_WITH_NEXT("MergedWithNext"),
  CONTIGUOUS("Contiguous");

  private final String name;

  SplitBehavior(String name) {
    this.name = name;
  }

  /// As files write it.
  public String word() {
    return name;
  }

  public static Optional<SplitBehavior> named(String name) {
    return Arrays.stream(values()).filter(behavior -> behavior.name.equals(name)).findFirst();
  }

  /// Splits every piece at the matches in it.
  ///
  /// @param invert whether what lies between the matches counts as the matches
  Pieces split(Pieces in, TextPattern pattern, boolean invert) {
    Pieces out = new Pieces(in.text());
    TextPattern.Matches matches = new TextPattern.Matches();
    Parts parts = new Parts();
    for (int piece = 0; piece < in.count(); piece++) {
      matches.clear();
      pattern.find(in.text().bytes(), in.from(piece), in.to(piece), matches);
      parts.clear(in.from(piece));
      for (int match = 0; match < matches.count(); match++) {
        if (matches.from(match) > parts.end()) {
          parts.add(matches.from(match), invert);
        }
        parts.add(matches.to(match), !invert);
      }
      if (in.to(piece) > parts.end()) {
        parts.add(in.to(piece), invert);
      }
      join(parts, out);
    }
    return out;
  }

  private void join(Parts parts, Pieces out) {
    switch (this) {
      case REMOVED -> {
        for (int i = 0; i < parts.count; i++) {
          if (!parts.match[i]) {
            out.add(parts.from(i), parts.to[i]);
          }
        }
      }
      case ISOLATED -> {
        for (int i = 0; i < parts.count; i++) {
          out.add(parts.from(i), parts.to[i]);
        }
      }
      case CONTIGUOUS -> {
        for (int i = 0; i < parts.count; ) {
          int last = i;
          while (last + 1 < parts.count && parts.match[last + 1] == parts.match[i]) {
            last++;
          }
          out.add(parts.from(i), parts.to[last]);
          i = last + 1;
        }
      }
      case MERGED_WITH_PREVIOUS -> {
        for (int i = 0; i < parts.count; ) {
          boolean taken = !parts.match[i] && i + 1 < parts.count && parts.match[i + 1];
          out.add(parts.from(i), parts.to[taken ? i + 1 : i]);
          i += taken ? 2 : 1;
        }
      }
      case MERGED_WITH_NEXT -> {
        for (int i = 0; i < parts.count; ) {
          boolean taken = parts.match[i] && i + 1 < parts.count && !parts.match[i + 1];
          out.add(parts.from(i), parts.to[taken ? i + 1 : i]);
          i += taken ? 2 : 1;
        }
      }
    }
  }

  /// A piece cut into matches and what lies between them.
  private static final class Parts {
    private int start;
    private int[] to = new int[16];
    private boolean[] match = new boolean[16];
    private int count;

    void clear(int from) {
      start = from;
      count = 0;
    }

    int end() {
      return count == 0 ? start : to[count - 1];
    }

    int from(int part) {
      return part == 0 ? start : to[part - 1];
    }

    void add(int end, boolean isMatch) {
      if (count == to.length) {
        to = Arrays.copyOf(to, 2 * count);
        match = Arrays.copyOf(match, 2 * count);
      }
      to[count] = end;
      match[count++] = isMatch;
    }
  }
}
