package chainrule.train.ngram.estimation;

import java.util.Arrays;

/// All words that follow one context, with their counts and what the shorter context says of them;
/// then also their probabilities. Grows and is used again for the next context.
final class Successors {
  int size;
  long[] count = new long[64];
  boolean[] kept = new boolean[64]; // false: pruned
  float[] lower = new float[64]; // probability after the context without its oldest word
  int[] number = new int[64]; // the n-gram's own, for whoever filled this in
  float[] probability = new float[64];

  void clear() {
    size = 0;
  }

  void add(long itsCount, boolean isKept, float itsLower, int itsNumber) {
    if (size == count.length) {
      int larger = 2 * size;
      count = Arrays.copyOf(count, larger);
      kept = Arrays.copyOf(kept, larger);
      lower = Arrays.copyOf(lower, larger);
      number = Arrays.copyOf(number, larger);
      probability = Arrays.copyOf(probability, larger);
    }
    count[size] = itsCount;
    kept[size] = isKept;
    lower[size] = itsLower;
    number[size] = itsNumber;
    size++;
  }

  long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += count[i];
    }
    return total;
  }
}
