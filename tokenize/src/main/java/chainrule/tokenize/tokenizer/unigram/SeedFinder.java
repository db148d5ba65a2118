package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.io.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the substrings that training starts from: those that occur at least twice and are followed
/// by different symbols (the end of a run is one), which are the inner nodes of the suffix tree.
/// Sorts the suffixes of the distinct runs, each only as deep as a piece may be long, by three-way
/// radix quicksort; a group of equal prefixes is a node.
final class SeedFinder {
  private static final int END = -1;

  private final Runs runs;
  private final int longest;
  private final int[] order; // positions, sorted by the suffix that begins there
  private final int[] runOf; // of each position

  private SeedFinder(Runs runs, int longest) {
    this.runs = runs;
    this.longest = longest;
    int length = runs.symbols().length;
    this.order = new int[length];
    this.runOf = new int[length];
    for (int run = 0; run < runs.size(); run++) {
      Arrays.fill(runOf, runs.start(run), runs.ends()[run], run);
    }
  }

  /// @param longest symbols in a piece, at least 2
  /// @param limit the number of seeds to keep, those that cover the most text
  static Seeds find(Runs runs, int longest, int limit, Parallel parallel) {
    return new SeedFinder(runs, longest).find(limit, parallel);
  }

  private Seeds find(int limit, Parallel parallel) {
    int[] bucketEnds = sortByFirstSymbol();
    List<SeedList> found = new ArrayList<>();
    for (int i = 0; i < bucketEnds.length; i++) {
      found.add(new SeedList());
    }
    parallel.run(
        bucketEnds.length,
        bucket -> {
          int from = bucket == 0 ? 0 : bucketEnds[bucket - 1];
          if (from < bucketEnds[bucket]) {
            group(from, bucketEnds[bucket], 1, found.get(bucket));
          }
        });
    return SeedList.best(found, limit, order);
  }

  private int[] sortByFirstSymbol() {
    int[] symbols = runs.symbols();
    int[] ends = new int[runs.alphabet().length];
    for (int symbol : symbols) {
      ends[symbol]++;
    }
    int sum = 0;
    for (int symbol = 0; symbol < ends.length; symbol++) {
      int count = ends[symbol];
      ends[symbol] = sum;
      sum += count;
    }
    for (int position = 0; position < symbols.length; position++) {
      order[ends[symbols[position]]++] = position;
    }
    return ends;
  }

  private int symbol(int position, int depth) {
    int at = position + depth;
    return at < runs.ends()[runOf[position]] ? runs.symbols()[at] : END;
  }

  /// The suffixes from `from` to `to` in the order have their first `depth` symbols in common.
  private void group(int from, int to, int depth, SeedList seeds) {
    int common = depth;
    while (common < longest && to - from > 1 && !branches(from, to, common)) {
      if (symbol(order[from], common) == END) {
        break;
      }
      common++;
    }
    if (to - from == 1) {
      common = runs.ends()[runOf[order[from]]] - order[from];
    }
    if (common >= 2 && common <= longest) {
      long frequency = 0;
      for (int i = from; i < to; i++) {
        frequency += runs.counts()[runOf[order[i]]];
      }
      if (frequency >= 2) {
        seeds.add(from, to, common, frequency);
      }
    }
    if (common < longest && to - from > 1) {
      partition(from, to, common, seeds);
    }
  }

  private boolean branches(int from, int to, int depth) {
    int first = symbol(order[from], depth);
    for (int i = from + 1; i < to; i++) {
      if (symbol(order[i], depth) != first) {
        return true;
      }
    }
    return false;
  }

  /// Groups suffixes with the same first `depth` symbols by the one that follows.
  private void partition(int from, int to, int depth, SeedList seeds) {
    int low = from;
    int high = to;
    while (low < high) {
      int pivot = median(low, high, depth);
      int less = low;
      int greater = high;
      for (int i = low; i < greater; ) {
        int position = order[i];
        int symbol = symbol(position, depth);
        if (symbol < pivot) {
          order[i++] = order[less];
          order[less++] = position;
        } else if (symbol > pivot) {
          order[i] = order[--greater];
          order[greater] = position;
        } else {
          i++;
        }
      }
      if (pivot != END) {
        group(less, greater, depth + 1, seeds);
      }
      if (less - low < high - greater) { // the smaller side on the stack, the larger in the loop
        partition(low, less, depth, seeds);
        low = greater;
      } else {
        partition(greater, high, depth, seeds);
        high = less;
      }
    }
  }

  private int median(int from, int to, int depth) {
    int a = symbol(order[from], depth);
    int b = symbol(order[(from + to) >>> 1], depth);
    int c = symbol(order[to - 1], depth);
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
