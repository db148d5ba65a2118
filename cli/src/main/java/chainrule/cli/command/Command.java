package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.StandardOptions;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/// A command: its fields are its options, filled by picocli before [#run] is called. Returning
/// means success; everything else is thrown, and [chainrule.cli.Main] knows the exit code. What
/// help says of it stands in a [chainrule.cli.reference.Page] above the class.
public abstract class Command {
  @Mixin private StandardOptions standard = new StandardOptions();

  /// Runs with the console as the options that all commands share want it.
  public final void start(Console console) throws IOException {
    run(standard.apply(console));
  }

  protected abstract void run(Console console) throws IOException;
}
