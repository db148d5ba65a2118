package chainrule.cli;

import chainrule.cli.command.Chainrule;
import chainrule.cli.command.Commands;
import chainrule.cli.console.Console;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Builds picocli's model of the command line: of the one command that the arguments name, because
/// a
/// short command should not pay for the others, or of all.
public final class CommandTree {
  private CommandTree() {}

  /// Every command: for help, completions and man pages.
  public static CommandLine whole() {
    return build(List.of(Commands.values()));
  }

  static CommandLine forArguments(String[] arguments, Console console) {
    String first = arguments.length == 0 ? "" : arguments[0];
    CommandLine root =
        build(Commands.named(first).map(List::of).orElseGet(() -> List.of(Commands.values())));
    root.getCommandSpec().usageMessage().width(Math.clamp(console.terminal().columns(), 60, 100));
    return root;
  }

  private static CommandLine build(List<Commands> commands) {
    CommandLine root = new CommandLine(new Chainrule());
    for (Commands command : commands) {
      CommandLine line = new CommandLine(command.make());
      CommandSpec spec = line.getCommandSpec();
      spec.name(command.word());
      if (spec.usageMessage().description().length == 0) {
        throw new IllegalStateException(command + " has no description");
      }
      root.addSubcommand(command.word(), line);
    }
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setAbbreviatedOptionsAllowed(false);
    return root;
  }
}
