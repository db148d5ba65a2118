package chainrule.train.ngram;

import java.util.List;

/// Walks from a word back through its n-gram's suffixes, one table after the other. Neighbours in
/// suffix order share most of their way, which is remembered. For one thread.
final class SuffixPath {
  private final List<NgramTable> tables; // of orders 2, 3, …
  private final int[] words; // the last path's, newest first
  private final long[] slots; // of its suffixes of 1, 2, … words
  private int known;

  SuffixPath(List<NgramTable> tables) {
    this.tables = tables;
    this.words = new int[tables.size() + 1];
    this.slots = new long[tables.size() + 1];
  }

  /// The slot of the n-gram in the table of its order (its id, for a single word), or
  /// [NgramTable#ABSENT]. Its words are those of the array from one index up to another.
  long find(int[] ngram, int from, int to) {
    int length = to - from;
    int same = 0;
    while (same < Math.min(known, length) && words[same] == ngram[to - 1 - same]) {
      same++;
    }
    for (int i = same; i < length; i++) {
      int word = ngram[to - 1 - i];
      words[i] = word;
      slots[i] = i == 0 ? word : tables.get(i - 1).find(slots[i - 1], word);
      if (slots[i] == NgramTable.ABSENT) {
        known = i;
        return NgramTable.ABSENT;
      }
    }
    known = length;
    return slots[length - 1];
  }
}
