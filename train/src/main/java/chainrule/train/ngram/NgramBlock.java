package chainrule.train.ngram;

/// A few thousand neighbouring n-grams of one order, not yet unpacked. Getting the next block is
/// cheap; [#read] is the work, and may run on any thread.
public interface NgramBlock {
  /// The most n-grams that a block holds.
  int LARGEST = 1 << 13;

  int size();

  /// Unpacks the block into arrays of at least `size() * n`, `size()` and `size()` elements.
  ///
  /// @param words n-gram i is words[i*n] to words[i*n+n-1], oldest word first
  /// @param log10Probability at most 0
  /// @param log10Backoff 0 where the n-gram is no context, and for the longest n-grams
  void read(int[] words, float[] log10Probability, float[] log10Backoff);
}
