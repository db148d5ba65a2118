package chainrule.tokenize.tokenizer.bpe;

import java.util.Arrays;

/// Merges the symbols of one piece in place. Short pieces are scanned for the lowest rank again and
/// again, which is fastest for words; long ones keep their pairs in a heap, so that no piece takes
/// more than n log n. Belongs to one thread.
final class Merging {
  private static final int SHORT = 80;

  private final Merges merges;
  int[] ids = new int[2 * SHORT];
  int[] ends = new int[2 * SHORT];
  private final int[] ranks = new int[SHORT + 1];

  Merging(Merges merges) {
    this.merges = merges;
  }

  void ensure(int symbols) {
    if (symbols > ids.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(symbols, 2L * ids.length));
      ids = Arrays.copyOf(ids, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
  }

  /// Lets go of the room that a very long piece took.
  void release() {
    if (ids.length > 1 << 20) {
      ids = new int[2 * SHORT];
      ends = new int[2 * SHORT];
    }
  }

  /// Merges the first `count` symbols of [#ids] and [#ends]; returns how many are left.
  int merge(int count) {
    if (merges.count() == 0) {
      return count;
    }
    return count <= SHORT ? scan(count) : new LongMerging(merges, ids, ends, count).run();
  }

  private int scan(int count) {
    int[] symbols = ids;
    int pairs = count - 1;
    for (int i = 0; i < pairs; i++) {
      ranks[i] = merges.rank(symbols[i], symbols[i + 1]);
    }
    while (pairs > 0) {
      int best = 0;
      int lowest = ranks[0];
      for (int i = 1; i < pairs; i++) {
        if (ranks[i] < lowest) {
          lowest = ranks[i];
          best = i;
        }
      }
      if (lowest == Merges.NONE) {
        break;
      }
      symbols[best] = merges.result(lowest);
      for (int i = best + 1; i < pairs; i++) { // shorter than what a call costs
        symbols[i] = symbols[i + 1];
        ends[i - 1] = ends[i];
        ranks[i - 1] = ranks[i];
      }
      ends[pairs - 1] = ends[pairs];
      pairs--;
      if (best > 0) {
        ranks[best - 1] = merges.rank(symbols[best - 1], symbols[best]);
      }
      if (best < pairs) {
        ranks[best] = merges.rank(symbols[best], symbols[best + 1]);
      }
    }
    return pairs + 1;
  }
}
