package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.BadSetting;
import java.util.List;

/// Which n-grams are left out of the model: those that occur no more often than their order's
/// threshold, and those with a word outside a limited vocabulary. What is left out still counts in
/// all totals; its probability goes to the backoff.
///
/// @param thresholds for orders 1 to N, never falling
/// @param allowed by word id; empty if every word is
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
record Pruning(long[] thresholds, boolean[] allowed) {
  /// @param given thresholds from order 1 on; the last one repeats; none at all means no pruning
  static long[] thresholds(List<Long> given, int order) {
    if (given.size() > order) {
      throw new BadSetting(
          "--prune has thresholds for " + given.size() + " orders but the model has only " + order,
          "give at most " + order);
    }
    long[] thresholds = new long[order];
    long last = 0;
    for (int i = 0; i < order; i++) {
      long threshold = i < given.size() ? given.get(i) : last;
      if (threshold < last) {
        throw new BadSetting(
            "--prune "
                + String.join(",", given.stream().map(String::valueOf).toList())
                + " falls from "
                + last
                + " to "
                + threshold,
            "thresholds must not fall, or parts of n-grams that stay would be missing");
      }
      thresholds[i] = threshold;
      last = threshold;
    }
    return thresholds;
  }

  static Pruning none(int order) {
    return new Pruning(new long[order], new boolean[0]);
  }

  boolean isOn(int n) {
    return thresholds[n - 1] > 0 || allowed.length > 0;
  }

  boolean allows(int word) {
    return allowed.length == 0 || allowed[word];
  }

  long threshold(int n) {
    return thresholds[n - 1];
  }
}
