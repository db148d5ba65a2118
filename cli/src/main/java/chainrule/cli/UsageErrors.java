package chainrule.cli;

import chainrule.cli.command.Commands;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// One line for a command line that cannot be understood, with a guess at what was meant.
final class UsageErrors {
  private UsageErrors() {}

  static String explain(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String program = spec.qualifiedName();
    String problem = e.getMessage().lines().findFirst().orElse("bad usage");
    String hint =
        "see " + (spec.parent() == null ? "chainrule help" : "chainrule help " + spec.name());
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().getFirst();
      boolean option = word.startsWith("-");
      problem =
          option
              ? "unknown option " + word
              : spec.parent() == null ? "unknown command " + word : "unexpected argument " + word;
      String guess =
          option
              ? Suggestions.closest(word.split("=", 2)[0], options(e.getCommandLine()))
              : spec.parent() == null ? Suggestions.closest(word, Commands.words()) : "";
      if (!guess.isEmpty()) {
        hint = "did you mean " + guess + "?";
      }
    }
    return program + ": " + problem + "; " + hint;
  }

  private static List<String> options(CommandLine line) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }
}
