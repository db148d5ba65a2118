package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import picocli.CommandLine.Option;

/// How long a benchmark warms up and how often it measures.
public final class TimingOptions {
  @Option(names = "--timed", paramLabel = "N", description = "Time N rounds after the warm-up.")
  private int timed = 30;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Warm up for SECONDS at least.")
  private double warmUp = 5;

  /// How many rounds are timed.
  public int timed() {
    if (timed < 1) {
      throw new BadSetting("--timed must be at least 1, not " + timed, "");
    }
    return timed;
  }

  /// In seconds.
  public double warmUp() {
    if (!(warmUp >= 0)) {
      throw new BadSetting("--warm-up must not be negative, and is " + warmUp, "");
    }
    return warmUp;
  }
}
