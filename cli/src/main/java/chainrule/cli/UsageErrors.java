package chainrule.cli;

import chainrule.cli.command.Commands;
import chainrule.cli.command.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// One line for a command line that cannot be understood, with a guess at what was meant.
final class UsageErrors {
  private UsageErrors() {}

  static String explain(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String program = spec.qualifiedName();
    String help =
        "see chainrule help" + program.substring(program.indexOf(' ') < 0 ? program.length() : 9);
    return program + ": " + problem(e, spec, help);
  }

  private static String problem(ParameterException e, CommandSpec spec, String help) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unknown(unmatched.getUnmatched().getFirst(), spec, help);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream()
              .map(UsageErrors::name)
              .collect(Collectors.joining(", ", "", ""))
          + " is missing; "
          + help;
    }
    if (e.getCause() instanceof TypeConversionException cause && e.getArgSpec() != null) {
      return name(e.getArgSpec()) + ": " + cause.getMessage() + "; " + help;
    }
    return e.getMessage().lines().findFirst().orElse("bad usage") + "; " + help;
  }

  private static String unknown(String word, CommandSpec spec, String help) {
    if (word.startsWith("-") && word.length() > 1) {
      String typed = word.split("=", 2)[0];
      return "unknown option " + typed + "; " + guess(typed, options(spec), help);
    }
    if (spec.parent() == null) {
      return "unknown command " + word + "; " + guess(word, Commands.words(), help);
    }
    return "unexpected argument " + word + "; " + help;
  }

  private static String guess(String word, List<String> known, String otherwise) {
    String guess = Suggestions.closest(word, known);
    return guess.isEmpty() ? otherwise : "did you mean " + guess + "?";
  }

  /// `-o, --output FILE` as users know it: by its long name, an argument by its label.
  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static List<String> options(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      names.addAll(Arrays.asList(option.names()));
    }
    return names;
  }
}
