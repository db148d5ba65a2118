package chainrule.tokenize.tokenizer.unigram;

/// The text that a unigram model is trained on: distinct runs of symbols, each with the number of
/// its occurrences. A symbol is the index of a code point in the alphabet; no piece crosses the end
/// of a run. [RunCollector] makes them from words.
final class Runs {
  private final int[] symbols;
  private final int[] ends;
  private final long[] counts;
  private final int[] alphabet;
  private final long[] symbolCounts;

  /// @param symbols of all runs, one after another
  /// @param ends the index after the last symbol of each run
  /// @param counts how often each run occurs
  /// @param alphabet code point of each symbol, the most frequent first
  /// @param symbolCounts how often each symbol occurs
  Runs(int[] symbols, int[] ends, long[] counts, int[] alphabet, long[] symbolCounts) {
    this.symbols = symbols;
    this.ends = ends;
    this.counts = counts;
    this.alphabet = alphabet;
    this.symbolCounts = symbolCounts;
  }

  int[] symbols() {
    return symbols;
  }

  int[] ends() {
    return ends;
  }

  long[] counts() {
    return counts;
  }

  int[] alphabet() {
    return alphabet;
  }

  long[] symbolCounts() {
    return symbolCounts;
  }

  int size() {
    return ends.length;
  }

  int start(int run) {
    return run == 0 ? 0 : ends[run - 1];
  }

  String text(int from, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = from; i < from + length; i++) {
      text.appendCodePoint(alphabet[symbols[i]]);
    }
    return text.toString();
  }

  /// The number of symbols in the whole text, repetitions included.
  long totalSymbols() {
    long total = 0;
    for (long count : symbolCounts) {
      total += count;
    }
    return total;
  }
}
