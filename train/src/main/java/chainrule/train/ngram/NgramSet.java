package chainrule.train.ngram;

import java.util.Arrays;

/// N-grams of one order in memory, each once, found by their words. Not for several threads.
final class NgramSet {
  private static final int SPREAD = 0x9e3779b9;

  private final int order;
  private int size;
  private int[] words = new int[1024];
  private float[] probabilities = new float[1024];
  private float[] backoffs = new float[1024];
  private int[] slots = new int[1 << 12]; // index + 1, 0 where empty

  NgramSet(int order) {
    this.order = order;
  }

  int order() {
    return order;
  }

  int size() {
    return size;
  }

  /// Oldest first, n for each n-gram, and then some more.
  int[] words() {
    return words;
  }

  float probability(int index) {
    return probabilities[index];
  }

  float backoff(int index) {
    return backoffs[index];
  }

  void setProbability(int index, float log10) {
    probabilities[index] = log10;
  }

  /// @return false where it was there already
  boolean add(int[] from, int at, float probability, float backoff) {
    int slot = slot(from, at);
    if (slots[slot] != 0) {
      return false;
    }
    if ((size + 1) * order > words.length) {
      words = Arrays.copyOf(words, Math.multiplyExact(2, Math.max(words.length, order)));
    }
    if (size == probabilities.length) {
      probabilities = Arrays.copyOf(probabilities, 2 * size);
      backoffs = Arrays.copyOf(backoffs, 2 * size);
    }
    System.arraycopy(from, at, words, size * order, order);
    probabilities[size] = probability;
    backoffs[size] = backoff;
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      grow();
    }
    return true;
  }

  /// The index of the n-gram with these words, or -1.
  int find(int[] from, int at) {
    return slots[slot(from, at)] - 1;
  }

  private int slot(int[] from, int at) {
    int hash = 0;
    for (int i = at; i < at + order; i++) {
      hash = (hash ^ from[i]) * SPREAD;
      hash ^= hash >>> 15;
    }
    int slot = hash & slots.length - 1;
    while (slots[slot] != 0 && !same(slots[slot] - 1, from, at)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private boolean same(int index, int[] from, int at) {
    return Arrays.equals(words, index * order, index * order + order, from, at, at + order);
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int index = 0; index < size; index++) {
      slots[slot(words, index * order)] = index + 1;
    }
  }

  NgramBlock block(int from, int to) {
    return new NgramBlock() {
      @Override
      public int size() {
        return to - from;
      }

      @Override
      public void read(int[] into, float[] log10Probability, float[] log10Backoff) {
        System.arraycopy(words, from * order, into, 0, (to - from) * order);
        System.arraycopy(probabilities, from, log10Probability, 0, to - from);
        System.arraycopy(backoffs, from, log10Backoff, 0, to - from);
      }
    };
  }
}
