package chainrule.train.ngram;

import java.util.List;

/// Finds the slots of the suffixes of a block's n-grams, order by order for all of them at once.
/// Neighbours in suffix order share most of their suffixes: what an n-gram has in common with the
/// one before is taken from there.
final class SuffixSlots {
  private final int n;
  private final int[] words; // n of each n-gram
  private final int[] common; // how many last words an n-gram shares with the one before
  private final long[] slots; // of the suffix as far as it is known
  private final LookUps lookUps = new LookUps();
  private final long[] found = new long[LookUps.GROUP];
  private final int[] wanted = new int[LookUps.GROUP];

  SuffixSlots(Unpacked ngrams, int n) {
    this.n = n;
    this.words = ngrams.words();
    this.common = new int[ngrams.size()];
    this.slots = new long[ngrams.size()];
    for (int i = 0; i < common.length; i++) {
      common[i] = i == 0 ? 0 : common(i);
      slots[i] = words[i * n + n - 1];
    }
  }

  private int common(int i) {
    int last = i * n + n - 1;
    int same = 0;
    while (same < n && words[last - same] == words[last - same - n]) {
      same++;
    }
    return same;
  }

  /// The slot of each n-gram's last n-1 words in the table of that order (the id, for one word).
  ///
  /// @param below the tables of orders 2 to n-1
  /// @throws NotClosed where a suffix is missing
  long[] find(List<NgramTable> below) {
    for (int order = 2; order < n; order++) {
      extend(order, below.get(order - 2));
    }
    return slots;
  }

  private void extend(int order, NgramTable table) {
    int from = 0;
    while (from < slots.length) {
      int size = 0;
      int to = from;
      for (; to < slots.length && (size < LookUps.GROUP || common[to] >= order); to++) {
        if (common[to] < order) {
          found[size] = slots[to];
          wanted[size++] = words[to * n + n - order];
        }
      }
      lookUps.find(table, found, wanted, 0, size);
      int next = 0;
      for (int i = from; i < to; i++) {
        slots[i] = common[i] < order ? found[next++] : slots[i - 1];
        if (slots[i] == NgramTable.ABSENT) {
          throw new NotClosed();
        }
      }
      from = to;
    }
  }
}
