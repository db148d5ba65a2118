package chainrule.cli;

import chainrule.cli.command.Chainrule;
import chainrule.cli.command.Command;
import chainrule.cli.console.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The page of one command, from the model of its options.
final class HelpPages {
  private HelpPages() {}

  static void print(CommandLine command, Console console) throws IOException {
    if (command.getCommandSpec().userObject() instanceof Chainrule root) {
      ((Command) root).start(console);
      return;
    }
    Ansi ansi = console.terminal().output() && console.terminal().colour() ? Ansi.ON : Ansi.OFF;
    console.out().write(command.getUsageMessage(ansi).getBytes(StandardCharsets.UTF_8));
  }
}
