package chainrule.cli;

import chainrule.cli.command.Command;
import chainrule.cli.command.CommandTree;
import chainrule.cli.command.Help;
import chainrule.cli.console.Console;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The program: arguments and streams in, an exit code out. It finds the command and runs it;
/// [CommandTree] knows the commands, [Failures] what their exceptions mean. The one place that
/// exits.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    if (System.getProperty(Rehearsal.PROPERTY) != null) {
      Rehearsal.run(System.getProperty(Rehearsal.PROPERTY));
    }
    ExitCode code = run(Console.ofProcess(), arguments);
    if (code != ExitCode.DONE) { // exiting looks for a logger in every jar; returning does not
      System.exit(code.number());
    }
  }

  public static ExitCode run(Console console, String... arguments) {
    String program = "chainrule";
    try {
      String[] ordered = CommandTree.commandFirst(arguments);
      CommandLine root = CommandTree.forArguments(ordered);
      ParseResult parsed = root.parseArgs(ordered);
      while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
        parsed = parsed.subcommand();
      }
      program = parsed.commandSpec().qualifiedName();
      if (parsed.isUsageHelpRequested()) {
        String[] words = program.split(" ", -1);
        Help.show(Arrays.copyOfRange(words, 1, words.length), console);
      } else {
        ((Command) parsed.commandSpec().userObject()).start(console);
      }
      console.out().flush();
      return ExitCode.DONE;
    } catch (ParameterException e) {
      console.err().println(UsageErrors.explain(e));
      return ExitCode.USAGE;
    } catch (IOException | RuntimeException | Error e) {
      return console.interrupts().begun()
          ? ExitCode.IO_ERROR // the signal decides the exit code
          : Failures.report(e, program, console.err());
    }
  }
}
