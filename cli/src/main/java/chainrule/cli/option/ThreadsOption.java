package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
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
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw new BadSetting("--threads must be at least 1, not " + threads, "");
    }
    return threads;
  }

  public Parallel start() {
    return new Parallel(count());
  }
}
