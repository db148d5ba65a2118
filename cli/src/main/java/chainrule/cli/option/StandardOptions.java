package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.console.Verbosity;
import chainrule.cli.reference.CommandReference;
import chainrule.cli.reference.Heading;
import chainrule.cli.reference.Value;
import chainrule.tokenize.io.BadSetting;
import java.util.Locale;
import picocli.CommandLine.Option;

/// What every command understands.
@Heading(CommandReference.EVERY_COMMAND)
public final class StandardOptions {
  /// When progress is shown.
  public enum When {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this page and exit.")
  @SuppressWarnings("unused") // its presence is what picocli reports
  private boolean help;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more on standard error.")
  private boolean verbose;

  @Option(
      names = "--progress",
      paramLabel = "WHEN",
      description = "Show progress: auto (on a terminal), always, never (default: auto).")
  private When progress;

  /// The console with what the user chose; `CHAINRULE_PROGRESS` counts where the option is not
  /// given.
  public Console apply(Console console) {
    Verbosity verbosity = quiet ? Verbosity.QUIET : verbose ? Verbosity.VERBOSE : Verbosity.NORMAL;
    When when = progress != null ? progress : fromEnvironment(console);
    return console.withOptions(
        verbosity,
        switch (when) {
          case AUTO -> null;
          case ALWAYS -> true;
          case NEVER -> false;
        });
  }

  private static When fromEnvironment(Console console) {
    String value = console.environment().getOrDefault("CHAINRULE_PROGRESS", "");
    if (value.isEmpty()) {
      return When.AUTO;
    }
    for (When when : When.values()) {
      if (Value.word(when).equals(value.toLowerCase(Locale.ROOT))) {
        return when;
      }
    }
    throw new BadSetting(
        "CHAINRULE_PROGRESS is '" + value + "'", "it can be auto, always or never");
  }
}
