package chainrule.train.ngram;

import java.util.List;

/// The n-grams of a block on their way to the table of their order: looked up in the table below,
/// and their keys scrambled.
///
/// @param contexts the first words of bigrams; none for other orders
/// @param closed whether all contexts were found, if they were looked for
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
record Located(
    long[] suffixes,
    long[] x,
    float[] probabilities,
    float[] backoffs,
    int[] contexts,
    boolean closed) {
  /// @param below the tables of orders 2 to n-1
  /// @param doubtful whether contexts may be missing
  /// @throws NotClosed where a suffix is missing
  static Located of(
      NgramBlock block,
      int n,
      List<NgramTable> below,
      int wordBits,
      Scramble scramble,
      boolean doubtful) {
    Unpacked ngrams = Unpacked.of(block, n);
    long[] suffixes = new SuffixSlots(ngrams, n).find(below);
    long[] x = new long[ngrams.size()];
    int[] words = ngrams.words();
    for (int i = 0; i < x.length; i++) {
      x[i] = scramble.of(suffixes[i] << wordBits | words[i * n]);
    }
    return new Located(
        suffixes,
        x,
        ngrams.probabilities(),
        ngrams.backoffs(),
        n == 2 ? contexts(ngrams) : new int[0],
        !doubtful || n == 2 || hasContexts(ngrams, n, below));
  }

  private static int[] contexts(Unpacked bigrams) {
    int[] contexts = new int[bigrams.size()];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = bigrams.words()[2 * i];
    }
    return contexts;
  }

  /// Contexts of neighbours in suffix order are strangers to each other: they are looked up order
  /// by order, many at once.
  private static boolean hasContexts(Unpacked ngrams, int n, List<NgramTable> below) {
    LookUps lookUps = new LookUps();
    int size = ngrams.size();
    long[] slots = new long[size];
    int[] words = new int[size];
    for (int i = 0; i < size; i++) {
      slots[i] = ngrams.words()[i * n + n - 2];
    }
    for (int order = 2; order < n; order++) {
      for (int i = 0; i < size; i++) {
        words[i] = ngrams.words()[i * n + n - 1 - order];
      }
      for (int from = 0; from < size; from += LookUps.GROUP) {
        int to = Math.min(size, from + LookUps.GROUP);
        lookUps.find(below.get(order - 2), slots, words, from, to);
        for (int i = from; i < to; i++) {
          if (slots[i] == NgramTable.ABSENT) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /// @param codes null for the highest order, which has no backoffs
  void into(Records records, SlotSet extended, SlotSet firstWords, BackoffCodes.Collector codes) {
    for (int context : contexts) {
      firstWords.add(context);
    }
    int last = 0;
    for (int i = 0; i < x.length; i++) {
      records.add(x[i], probabilities[i], backoffs[i]);
      extended.add(suffixes[i]);
      if (codes != null) {
        int bits = Float.floatToRawIntBits(backoffs[i]);
        if (i == 0 || bits != last) {
          codes.add(bits);
        }
        last = bits;
      }
    }
  }
}
