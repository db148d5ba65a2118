package chainrule.tokenize.tokenizer.unigram;

/// Substrings of the runs that occur often, each with all its places.
final class Seeds {
  private final int[] order;
  private final int[] from;
  private final int[] to;
  private final int[] length;
  private final long[] frequency;

  /// @param order positions, grouped by what begins there
  /// @param from the first index into the order, of each seed
  /// @param to the index after the last
  /// @param length in symbols
  /// @param frequency in the whole text
  Seeds(int[] order, int[] from, int[] to, int[] length, long[] frequency) {
    this.order = order;
    this.from = from;
    this.to = to;
    this.length = length;
    this.frequency = frequency;
  }

  int[] order() {
    return order;
  }

  int[] from() {
    return from;
  }

  int[] to() {
    return to;
  }

  int[] length() {
    return length;
  }

  long[] frequency() {
    return frequency;
  }

  int size() {
    return from.length;
  }
}
