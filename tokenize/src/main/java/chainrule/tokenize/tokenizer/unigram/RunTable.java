package chainrule.tokenize.tokenizer.unigram;

import java.util.Arrays;

/// A hash table of distinct runs and their counts, in order of first occurrence.
final class RunTable {
  private int[] symbols;
  private int[] ends;
  private long[] counts;
  private int size;
  private int[] slots; // run number + 1, or 0; open addressing

  RunTable(int expectedRuns) {
    symbols = new int[Math.max(64, 4 * expectedRuns)];
    ends = new int[Math.max(16, expectedRuns / 2)];
    counts = new long[ends.length];
    slots = new int[Integer.highestOneBit(Math.max(16, expectedRuns)) * 2];
  }

  void add(int[] source, int from, int to, long count) {
    if (from == to) {
      return;
    }
    int slot = find(source, from, to);
    if (slots[slot] != 0) {
      counts[slots[slot] - 1] += count;
      return;
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    int begin = size == 0 ? 0 : ends[size - 1];
    int end = begin + to - from;
    if (end > symbols.length) {
      symbols = Arrays.copyOf(symbols, Math.max(end, symbols.length + (symbols.length >> 1)));
    }
    System.arraycopy(source, from, symbols, begin, to - from);
    ends[size] = end;
    counts[size++] = count;
    slots[slot] = size;
    if (2 * size > slots.length) {
      grow();
    }
  }

  private int find(int[] source, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash(source, from, to) & mask;
    while (slots[slot] != 0) {
      int run = slots[slot] - 1;
      int begin = run == 0 ? 0 : ends[run - 1];
      if (Arrays.equals(symbols, begin, ends[run], source, from, to)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    int begin = 0;
    for (int run = 0; run < size; run++) {
      slots[find(symbols, begin, ends[run])] = run + 1;
      begin = ends[run];
    }
  }

  private static int hash(int[] source, int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = (hash ^ source[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 20);
  }

  Runs runs(int[] alphabet, long[] symbolCounts) {
    int length = size == 0 ? 0 : ends[size - 1];
    return new Runs(
        Arrays.copyOf(symbols, length),
        Arrays.copyOf(ends, size),
        Arrays.copyOf(counts, size),
        alphabet,
        symbolCounts);
  }
}
