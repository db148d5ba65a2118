package chainrule.tokenize.tokenizer.wordpiece;

import java.util.Arrays;

/// Pairs of neighbouring symbols, each with its count and the words that it occurs in, and a heap
/// that knows the most frequent one; of equally frequent ones that with the smaller left symbol,
/// then with the smaller right one.
final class PairTable {
  private long[] pairs = new long[1 << 10]; // left and right symbol
  private long[] counts = new long[1 << 10];
  private int[][] words = new int[1 << 10][];
  private int[] wordCounts = new int[1 << 10];
  private int[] rounds = new int[1 << 10]; // in which each was last pushed
  private int size;
  private int[] slots = new int[1 << 12]; // pair number + 1, or 0
  private int[] heap = new int[1 << 10]; // pair numbers
  private long[] heapCounts = new long[1 << 10]; // as they were when pushed
  private int heapSize;

  /// @param count may be negative; the pair is then known
  /// @param word noted as one that the pair occurs in, unless negative
  void add(int left, int right, long count, int word) {
    int pair = number(((long) left << 32) | right);
    counts[pair] += count;
    if (word >= 0 && (wordCounts[pair] == 0 || words[pair][wordCounts[pair] - 1] != word)) {
      if (wordCounts[pair] == words[pair].length) {
        words[pair] = Arrays.copyOf(words[pair], 2 * wordCounts[pair]);
      }
      words[pair][wordCounts[pair]++] = word;
    }
  }

  private int number(long key) {
    int mask = slots.length - 1;
    int slot = hash(key) & mask;
    while (slots[slot] != 0) {
      if (pairs[slots[slot] - 1] == key) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
      words = Arrays.copyOf(words, 2 * size);
      wordCounts = Arrays.copyOf(wordCounts, 2 * size);
      rounds = Arrays.copyOf(rounds, 2 * size);
    }
    pairs[size] = key;
    words[size] = new int[2];
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int pair = 0; pair < size; pair++) {
      int slot = hash(pairs[pair]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = pair + 1;
    }
  }

  private static int hash(long key) {
    long mixed = key * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  /// To be called for each pair whose count may have grown, once it has its new count.
  ///
  /// @param round larger than 0, another one after each pop; a pair is pushed once in a round
  void push(int left, int right, int round) {
    int pair = number(((long) left << 32) | right);
    if (rounds[pair] != round) {
      rounds[pair] = round;
      push(pair);
    }
  }

  void pushAll() {
    for (int pair = 0; pair < size; pair++) {
      push(pair);
    }
  }

  /// The number of the most frequent pair, which is taken out; -1 where none occurs.
  int pop() {
    while (heapSize > 0) {
      int pair = heap[0];
      long count = heapCounts[0];
      removeTop();
      if (count == counts[pair]) {
        return pair;
      }
      if (counts[pair] > 0 && count > counts[pair]) {
        push(pair); // it has become rarer since
      }
    }
    return -1;
  }

  int left(int pair) {
    return (int) (pairs[pair] >>> 32);
  }

  int right(int pair) {
    return (int) pairs[pair];
  }

  long count(int pair) {
    return counts[pair];
  }

  /// The words that the pair occurred in at some time, which are then forgotten.
  int[] takeWords(int pair) {
    int[] taken = Arrays.copyOf(words[pair], wordCounts[pair]);
    words[pair] = new int[2];
    wordCounts[pair] = 0;
    return taken;
  }

  private void push(int pair) {
    if (counts[pair] <= 0) {
      return;
    }
    if (heapSize == heap.length) {
      heap = Arrays.copyOf(heap, 2 * heapSize);
      heapCounts = Arrays.copyOf(heapCounts, 2 * heapSize);
    }
    int at = heapSize++;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!before(counts[pair], pair, heapCounts[parent], heap[parent])) {
        break;
      }
      heap[at] = heap[parent];
      heapCounts[at] = heapCounts[parent];
      at = parent;
    }
    heap[at] = pair;
    heapCounts[at] = counts[pair];
  }

  private void removeTop() {
    int pair = heap[--heapSize];
    long count = heapCounts[heapSize];
    int at = 0;
    for (int child = 1; child < heapSize; child = 2 * at + 1) {
      if (child + 1 < heapSize
          && before(heapCounts[child + 1], heap[child + 1], heapCounts[child], heap[child])) {
        child++;
      }
      if (!before(heapCounts[child], heap[child], count, pair)) {
        break;
      }
      heap[at] = heap[child];
      heapCounts[at] = heapCounts[child];
      at = child;
    }
    heap[at] = pair;
    heapCounts[at] = count;
  }

  private boolean before(long count, int pair, long otherCount, int other) {
    return count != otherCount ? count > otherCount : pairs[pair] < pairs[other];
  }
}
