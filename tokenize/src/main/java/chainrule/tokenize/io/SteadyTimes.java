package chainrule.tokenize.io;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// How long the same work takes once the virtual machine has compiled it, for benchmarks.
public final class SteadyTimes {
  /// How far the medians of two neighbouring groups of rounds may be apart.
  private static final double STEADY = 0.03;

  /// The share of the time in which the virtual machine may still compile.
  private static final double COMPILING = 0.02;

  // Of the rounds that are looked at together: how many, and how long, at least.
  private static final int GROUP = 5;
  private static final double GROUP_SECONDS = 0.5;

  private final double[] sorted;

  private SteadyTimes(double[] times) {
    this.sorted = times.clone();
    Arrays.sort(sorted);
  }

  /// Repeats rounds until their time stays the same and little is compiled any more, for so many
  /// seconds at least and four times as many at most.
  ///
  /// @param round does the work and tells how many seconds of it count
  /// @param seconds 0 for no warm-up
  /// @return how many rounds it took
  public static int warmUp(DoubleSupplier round, double seconds) {
    int rounds = 0;
    double before = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    while (seconds > 0) {
      long groupStart = System.nanoTime();
      long compiled = compilationMillis();
      double[] group = new double[0];
      while (group.length < GROUP || seconds(groupStart) < GROUP_SECONDS) {
        group = Arrays.copyOf(group, group.length + 1);
        group[group.length - 1] = round.getAsDouble();
      }
      rounds += group.length;
      double now = new SteadyTimes(group).median();
      boolean steady = Math.abs(now - before) < STEADY * now;
      boolean compiles = (compilationMillis() - compiled) / 1e3 > COMPILING * seconds(groupStart);
      double passed = seconds(start);
      if ((passed > seconds && steady && !compiles) || passed > 4 * seconds) {
        break;
      }
      before = now;
    }
    return rounds;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /// How long the virtual machine has compiled so far; 0 where it does not tell.
  private static long compilationMillis() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
        ? compiler.getTotalCompilationTime()
        : 0;
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
