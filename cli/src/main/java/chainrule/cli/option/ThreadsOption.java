package chainrule.cli.option;

import chainrule.tokenize.io.Parallel;
import picocli.CommandLine.Option;

/// `--threads N`.
public final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Use N threads; results do not depend on it (default: all cores).")
  private Integer threads;

  public int count() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : Parallel.checked(threads);
  }

  public Parallel start() {
    return new Parallel(count());
  }
}
