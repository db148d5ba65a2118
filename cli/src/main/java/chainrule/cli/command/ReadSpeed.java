package chainrule.cli.command;

import chainrule.tokenize.io.Parallel;
import java.util.Arrays;

/// How fast this machine reads memory: the limit of decoding, which reads all weights for each
/// token.
final class ReadSpeed {
  private static final int NUMBERS = 1 << 26; // 256 MiB, far more than caches hold
  private static final int TIMES = 10;
  private static final int SLICE = 1 << 16; // numbers, so that the loop is compiled soon

  private ReadSpeed() {}

  /// In bytes per second; the best of some passes over a large array.
  static double measure(Parallel parallel) {
    int[] numbers = new int[NUMBERS];
    Arrays.setAll(numbers, i -> i);
    int parts = parallel.threads();
    int[] sums = new int[parts];
    double best = 0;
    for (int time = 0; time < TIMES; time++) {
      long start = System.nanoTime();
      parallel.run(
          parts,
          part ->
              sums[part] = // kept, so that nothing is left out
                  sum(
                      numbers,
                      (int) ((long) NUMBERS * part / parts),
                      (int) ((long) NUMBERS * (part + 1) / parts)));
      best = Math.max(best, 4.0 * NUMBERS / ((System.nanoTime() - start) / 1e9));
    }
    if (Arrays.stream(sums).sum() != Arrays.stream(numbers).sum()) {
      throw new IllegalStateException("sums differ");
    }
    return best;
  }

  private static int sum(int[] numbers, int from, int to) {
    int sum = 0;
    for (int slice = from; slice < to; slice += SLICE) {
      sum += slice(numbers, slice, Math.min(to, slice + SLICE));
    }
    return sum;
  }

  private static int slice(int[] numbers, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += numbers[i];
    }
    return sum;
  }
}
