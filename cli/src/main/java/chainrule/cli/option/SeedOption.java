package chainrule.cli.option;

import picocli.CommandLine.Option;

/// `--seed N`.
public final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Start the random numbers from N; the same seed gives the same result.")
  private long seed;

  public long value() {
    return seed;
  }
}
