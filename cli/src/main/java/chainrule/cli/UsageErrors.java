package chainrule.cli;

import chainrule.cli.command.Commands;
import chainrule.cli.command.Suggestions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      ArgSpec first = missing.getMissing().getFirst();
      return (wasGiven(first, e) ? name(first) + " needs a value " + label(first) : needed(first))
          + "; "
          + help;
    }
    if (e.getArgSpec() instanceof OptionSpec option && option.arity().max() == 0) {
      return name(option) + " takes no value; " + help;
    }
    if (e.getCause() instanceof TypeConversionException cause && e.getArgSpec() != null) {
      return name(e.getArgSpec()) + ": " + cause.getMessage() + "; " + help;
    }
    return e.getMessage().lines().findFirst().orElse("bad usage") + "; " + help;
  }

  private static String unknown(String word, CommandSpec spec, String help) {
    if (word.startsWith("-") && word.length() > 1) {
      String typed = word.split("=", 2)[0];
      if (isFile(word)) {
        return "unknown option " + word + "; write ./" + word + " for the file of this name";
      }
      List<String> known = typed.startsWith("--") ? options(spec) : List.of();
      return "unknown option " + typed + "; " + guess(typed, known, help);
    }
    if (spec.parent() == null) {
      return "unknown command " + word + "; " + guess(word, Commands.words(), help);
    }
    return "unexpected argument " + word + "; " + help;
  }

  private static boolean isFile(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String guess(String word, List<String> known, String otherwise) {
    String guess = Suggestions.closest(word, known);
    return guess.isEmpty() ? otherwise : "did you mean " + guess + "?";
  }

  /// Whether the option stands there without its value; otherwise the option itself is missing.
  private static boolean wasGiven(ArgSpec argument, ParameterException e) {
    return argument instanceof OptionSpec
        && e.getMessage().contains("Missing required parameter for");
  }

  private static String needed(ArgSpec argument) {
    return (argument instanceof OptionSpec ? name(argument) + " " : "")
        + label(argument)
        + " is missing";
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel();
  }

  /// As users know it: an option by its long name, an argument by its label.
  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : label(argument);
  }

  private static List<String> options(CommandSpec spec) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      names.add(option.longestName());
    }
    return names;
  }
}
