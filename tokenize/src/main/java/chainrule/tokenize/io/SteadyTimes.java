package chainrule.tokenize.io;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// How long the same work takes once the virtual machine has compiled it, for benchmarks.
public final class SteadyTimes {
  /// How far the medians of two neighbouring groups of rounds may be apart.
  private static final double STEADY = 0.03;

  private static final int GROUP = 5;

  private final double[] sorted;

  private SteadyTimes(double[] times) {
    this.sorted = times.clone();
    Arrays.sort(sorted);
  }

  /// Repeats rounds until their time stays the same, for so many seconds at least.
  ///
  /// @param round does the work and tells how many seconds of it count
  /// @param seconds 0 for no warm-up
  /// @return how many rounds it took
  public static int warmUp(DoubleSupplier round, double seconds) {
    int rounds = 0;
    double before = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    while (seconds > 0) {
      double now = measure(round, GROUP).median();
      rounds += GROUP;
      double passed = (System.nanoTime() - start) / 1e9;
      boolean steady = Math.abs(now - before) < STEADY * now;
      if ((passed > seconds && steady) || passed > 4 * seconds) {
        break;
      }
      before = now;
    }
    return rounds;
  }

  /// Times so many rounds, at least one.
  public static SteadyTimes measure(DoubleSupplier round, int rounds) {
    double[] times = new double[rounds];
    Arrays.setAll(times, _ -> round.getAsDouble());
    return new SteadyTimes(times);
  }

  public double median() {
    return median(sorted);
  }

  public double fastest() {
    return sorted[0];
  }

  /// The middle one, or between the two in the middle.
  ///
  /// @param sorted at least one number
  public static double median(double[] sorted) {
    return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
  }
}
