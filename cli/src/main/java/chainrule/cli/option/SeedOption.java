package chainrule.cli.option;

import java.util.Optional;
import picocli.CommandLine.Option;

/// `--seed N`.
public final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Start the random numbers from N; the same seed gives the same result (default: 0).")
  private Long seed;

  public long value() {
    return seed == null ? 0 : seed;
  }

  /// The one that was given; 0 may be.
  public Optional<Long> given() {
    return Optional.ofNullable(seed);
  }
}
