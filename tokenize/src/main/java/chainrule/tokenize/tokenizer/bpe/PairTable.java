package chainrule.tokenize.tokenizer.bpe;

import java.util.Arrays;

/// How often each pair of neighbouring symbols occurs in the training words, and in which words,
/// while merges go on. Counts are 64-bit. The most frequent pair comes from a heap whose entries
/// may be out of date: counts of pairs that exist only fall, so that an entry that is too high is
/// put back where it belongs when it comes up.
final class PairTable {
  private long[] keys = new long[1 << 12]; // by pair
  private long[] counts = new long[1 << 12];
  private int[][] words = new int[1 << 12][]; // where it occurs, or once did
  private int[] sizes = new int[1 << 12];
  private int pairs;
  private int[] table = new int[1 << 14]; // pair + 1, or 0
  private long[] heapCounts = new long[1 << 12];
  private int[] heapPairs = new int[1 << 12];
  private int heapSize;

  static long key(int left, int right) {
    return ((long) left << 32) | right;
  }

  int left(int pair) {
    return (int) (keys[pair] >>> 32);
  }

  int right(int pair) {
    return (int) keys[pair];
  }

  long count(int pair) {
    return counts[pair];
  }

  int pairs() {
    return pairs;
  }

  /// The words of the pair, of which [#occurrences] are valid; they are forgotten.
  int[] takeWords(int pair) {
    int[] taken = words[pair];
    words[pair] = null;
    counts[pair] = 0;
    return taken;
  }

  int occurrences(int pair) {
    return sizes[pair];
  }

  void subtract(int left, int right, long count) {
    int pair = find(key(left, right));
    if (pair >= 0) {
      counts[pair] -= count;
    }
  }

  /// Counts the pair in a word; returns the pair.
  int add(int left, int right, long count, int word) {
    long key = key(left, right);
    int pair = find(key);
    if (pair < 0) {
      pair = insert(key);
    }
    counts[pair] = Math.addExact(counts[pair], count);
    int[] list = words[pair];
    int size = sizes[pair];
    if (list == null) {
      list = new int[4];
      words[pair] = list;
      size = 0;
    }
    if (size > 0 && list[size - 1] == word) {
      return pair;
    }
    if (size == list.length) {
      list = Arrays.copyOf(list, size + (size >> 1) + 4);
      words[pair] = list;
    }
    list[size] = word;
    sizes[pair] = size + 1;
    return pair;
  }

  private int find(long key) {
    int mask = table.length - 1;
    for (int slot = slot(key); table[slot] != 0; slot = (slot + 1) & mask) {
      if (keys[table[slot] - 1] == key) {
        return table[slot] - 1;
      }
    }
    return -1;
  }

  private int insert(long key) {
    if (pairs == keys.length) {
      keys = Arrays.copyOf(keys, 2 * pairs);
      counts = Arrays.copyOf(counts, 2 * pairs);
      words = Arrays.copyOf(words, 2 * pairs);
      sizes = Arrays.copyOf(sizes, 2 * pairs);
    }
    keys[pairs] = key;
    if (2 * (pairs + 1) > table.length) {
      table = new int[2 * table.length];
      for (int pair = 0; pair < pairs; pair++) {
        put(pair);
      }
    }
    put(pairs);
    return pairs++;
  }

  private void put(int pair) {
    int mask = table.length - 1;
    int slot = slot(keys[pair]);
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = pair + 1;
  }

  private int slot(long key) {
    long hash = key * 0x9e3779b97f4a7c15L;
    return (int) (hash >>> 32) & (table.length - 1);
  }

  /// Puts a pair whose count is now known among those to choose from.
  void offer(int pair) {
    if (counts[pair] > 0) {
      push(counts[pair], pair);
    }
  }

  /// Takes out the most frequent pair, of several the one whose left symbol, then whose right
  /// symbol, is the older; -1 where none is left.
  int takeBest() {
    while (heapSize > 0) {
      long count = heapCounts[0];
      int pair = heapPairs[0];
      pop();
      if (counts[pair] == count) {
        return pair;
      }
      if (counts[pair] > 0) {
        push(counts[pair], pair);
      }
    }
    return -1;
  }

  private boolean before(long count, int pair, long otherCount, int other) {
    return count != otherCount ? count > otherCount : keys[pair] < keys[other];
  }

  private void push(long count, int pair) {
    if (heapSize == heapPairs.length) {
      heapCounts = Arrays.copyOf(heapCounts, 2 * heapSize);
      heapPairs = Arrays.copyOf(heapPairs, 2 * heapSize);
    }
    int at = heapSize++;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (!before(count, pair, heapCounts[parent], heapPairs[parent])) {
        break;
      }
      heapCounts[at] = heapCounts[parent];
      heapPairs[at] = heapPairs[parent];
      at = parent;
    }
    heapCounts[at] = count;
    heapPairs[at] = pair;
  }

  private void pop() {
    heapSize--;
    long count = heapCounts[heapSize];
    int pair = heapPairs[heapSize];
    int at = 0;
    for (int child = 1; child < heapSize; child = 2 * at + 1) {
      if (child + 1 < heapSize
          && before(
              heapCounts[child + 1], heapPairs[child + 1], heapCounts[child], heapPairs[child])) {
        child++;
      }
      if (!before(heapCounts[child], heapPairs[child], count, pair)) {
        break;
      }
      heapCounts[at] = heapCounts[child];
      heapPairs[at] = heapPairs[child];
      at = child;
    }
    heapCounts[at] = count;
    heapPairs[at] = pair;
  }
}
