package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.tokenizer.Vocabulary;
import java.util.Arrays;

/// The merges of a BPE model by rank, and a table from a pair of ids to its rank and to the token
/// that it becomes. Lower ranks go first.
final class Merges {
  /// The rank of a pair that does not merge.
  static final int NONE = Integer.MAX_VALUE;

  private final int[] pairs; // left and right by rank
  private final int[] results; // by rank
  private final int[] table; // open addressing, three numbers a slot: left, right, rank + 1
  private final int shift;

  Merges(int[] pairs, int[] results) {
    this(pairs, results, false);
  }

  /// @param byResult whether pairs that make the same token share the first one's rank
  private Merges(int[] pairs, int[] results, boolean byResult) {
    this.pairs = pairs;
    this.results = results;
    int bits = 33 - Integer.numberOfLeadingZeros(Math.max(8, results.length));
    this.shift = 64 - bits;
    this.table = new int[4 << bits];
    int shared = 0;
    for (int rank = 0; rank < results.length; rank++) {
      if (!byResult || results[rank] != results[shared]) {
        shared = rank;
      }
      put(pairs[2 * rank], pairs[2 * rank + 1], shared);
    }
  }

  /// The same merges, of which those next to each other that make the same token share a rank.
  Merges rankedByResult() {
    return new Merges(pairs, results, true);
  }

  /// A pair that stands twice has its later rank.
  private void put(int left, int right, int rank) {
    int slot = slot(left, right);
    while (table[slot + 2] != 0 && (table[slot] != left || table[slot + 1] != right)) {
      slot = (slot + 4) & (table.length - 1);
    }
    table[slot] = left;
    table[slot + 1] = right;
    table[slot + 2] = rank + 1;
    table[slot + 3] = results[rank];
  }

  int count() {
    return results.length;
  }

  int left(int rank) {
    return pairs[2 * rank];
  }

  int right(int rank) {
    return pairs[2 * rank + 1];
  }

  int result(int rank) {
    return results[rank];
  }

  /// The rank of the merge of two neighbours, or [#NONE].
  int rank(int left, int right) {
    int[] t = table;
    int mask = t.length - 1;
    for (int slot = slot(left, right); t[slot + 2] != 0; slot = (slot + 4) & mask) {
      if (t[slot] == left && t[slot + 1] == right) {
        return t[slot + 2] - 1;
      }
    }
    return NONE;
  }

  private int slot(int left, int right) {
    long key = ((long) left << 32) | (right & 0xffffffffL);
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> shift) << 2;
  }

  /// The token that the two parts of a merge make, or -1 where the vocabulary lacks it.
  static int result(Vocabulary vocabulary, int left, int right, int prefix) {
    int first = vocabulary.length(left);
    int second = Math.max(0, vocabulary.length(right) - prefix);
    byte[] joined =
        Arrays.copyOfRange(
            vocabulary.pool(), vocabulary.start(left), vocabulary.start(left) + first + second);
    System.arraycopy(vocabulary.pool(), vocabulary.start(right) + prefix, joined, first, second);
    return vocabulary.id(joined);
  }
}
