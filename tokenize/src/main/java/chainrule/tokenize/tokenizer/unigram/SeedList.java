package chainrule.tokenize.tokenizer.unigram;

import java.util.Arrays;
import java.util.List;

/// A growing list of seeds, in the order of the sorted suffixes.
final class SeedList {
  private int[] from = new int[16];
  private int[] to = new int[16];
  private int[] length = new int[16];
  private long[] frequency = new long[16];
  private int size;

  void add(int from, int to, int length, long frequency) {
    if (size == this.from.length) {
      this.from = Arrays.copyOf(this.from, 2 * size);
      this.to = Arrays.copyOf(this.to, 2 * size);
      this.length = Arrays.copyOf(this.length, 2 * size);
      this.frequency = Arrays.copyOf(this.frequency, 2 * size);
    }
    this.from[size] = from;
    this.to[size] = to;
    this.length[size] = length;
    this.frequency[size++] = frequency;
  }

  private long score(int seed) {
    return frequency[seed] * length[seed];
  }

  /// Joins the lists and keeps the seeds that cover the most text, the earlier ones where they tie.
  static Seeds best(List<SeedList> lists, int limit, int[] order) {
    int total = lists.stream().mapToInt(list -> list.size).sum();
    long threshold = 0;
    int atThreshold = total; // how many that just reach the threshold may stay
    if (total > limit) {
      long[] scores = new long[total];
      int count = 0;
      for (SeedList list : lists) {
        for (int seed = 0; seed < list.size; seed++) {
          scores[count++] = list.score(seed);
        }
      }
      Arrays.sort(scores);
      threshold = scores[total - limit];
      atThreshold = limit;
      for (int i = total - 1; i >= 0 && scores[i] > threshold; i--) {
        atThreshold--;
      }
    }
    SeedList best = new SeedList();
    for (SeedList list : lists) {
      for (int seed = 0; seed < list.size; seed++) {
        long score = list.score(seed);
        if (score > threshold || (score == threshold && atThreshold-- > 0)) {
          best.add(list.from[seed], list.to[seed], list.length[seed], list.frequency[seed]);
        }
      }
    }
    return new Seeds(
        order,
        Arrays.copyOf(best.from, best.size),
        Arrays.copyOf(best.to, best.size),
        Arrays.copyOf(best.length, best.size),
        Arrays.copyOf(best.frequency, best.size));
  }
}
