package chainrule.train.kernel;

import chainrule.tokenize.io.Parallel;

/// Cuts a row of numbers, or rows of them, into spans that threads work on, always at the same
/// places.
final class Spans {
  /// Numbers in a span: some tens of microseconds of light work.
  private static final int SPAN = 1 << 14;

  private Spans() {}

  /// Work on the places `start` to `end`, exclusive.
  interface Work {
    void run(int start, int end);
  }

  /// How many spans there are when each of `size` places stands for `weight` numbers.
  static int count(int size, long weight) {
    return Math.ceilDiv(size, length(weight));
  }

  /// Runs the work for every span.
  static void run(Parallel parallel, int size, long weight, Work work) {
    int span = length(weight);
    parallel.run(
        count(size, weight),
        part -> work.run(part * span, part * span + Math.min(span, size - part * span)));
  }

  static int length(long weight) {
    return (int) Math.max(1, SPAN / Math.max(1, weight));
  }
}
