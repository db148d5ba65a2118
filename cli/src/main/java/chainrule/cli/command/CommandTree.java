package chainrule.cli.command;

import chainrule.cli.option.ValueConverters;
import chainrule.cli.reference.CommandReference;
import chainrule.cli.reference.ReferenceReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Builds picocli's model of the command line: of the one command that the arguments name, because
/// a short command should not pay for the others, or of all.
public final class CommandTree {
  static {
    // Picocli would search every jar for Groovy, and look for types that no option of ours has.
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java[.](time|sql)[.].*");
  }

  private static final Set<String> EVERYWHERE =
      Set.of("-h", "--help", "-q", "--quiet", "-v", "--verbose", "--progress");

  private CommandTree() {}

  /// The same arguments with those options behind the command that every command has and some
  /// people type before it: `chainrule -q inspect`.
  public static String[] commandFirst(String... arguments) {
    int options = 0;
    while (options < arguments.length && EVERYWHERE.contains(arguments[options].split("=", 2)[0])) {
      options += arguments[options].equals("--progress") ? 2 : 1;
    }
    if (options == 0
        || options >= arguments.length
        || !Commands.words().contains(arguments[options])) {
      return arguments;
    }
    List<String> ordered = new ArrayList<>(Arrays.asList(arguments));
    int two = Math.min(options + 2, arguments.length);
    boolean isPart = Commands.named(String.join(" ", ordered.subList(options, two))).isPresent();
    int words = isPart ? two - options : 1;
    Collections.rotate(ordered.subList(0, options + words), words);
    return ordered.toArray(String[]::new);
  }

  /// The model for these arguments. Where they begin with no command's name it has no command.
  public static CommandLine forArguments(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    return first.startsWith("@")
        ? build(List.of(Commands.values())) // the name stands in a file
        : build(Commands.beginningWith(first));
  }

  /// Every command, described, in the order of the overview.
  public static List<CommandReference> references() {
    CommandLine root = build(List.of(Commands.values()));
    List<CommandReference> references = new ArrayList<>();
    for (Commands command : Commands.values()) {
      if (!command.isPart()) {
        CommandSpec spec = root.getSubcommands().get(command.word()).getCommandSpec();
        references.add(ReferenceReader.read(spec, command.group().title()));
      }
    }
    return references;
  }

  /// One command, described; empty where there is none of this name.
  public static Optional<CommandReference> reference(String... words) {
    CommandLine line = words.length == 0 ? null : build(Commands.beginningWith(words[0]));
    for (String word : words) {
      line = line == null ? null : line.getSubcommands().get(word);
    }
    return Optional.ofNullable(line)
        .map(found -> ReferenceReader.read(found.getCommandSpec(), words[0]));
  }

  /// The program itself, described: what can be typed before a command.
  public static CommandReference program() {
    return ReferenceReader.read(build(List.of()).getCommandSpec(), "");
  }

  private static CommandLine build(List<Commands> commands) {
    CommandLine root = new CommandLine(Chainrule.spec());
    for (Commands command : commands) {
      CommandLine parent = root;
      String[] words = command.word().split(" ", -1);
      for (String word : Arrays.copyOf(words, words.length - 1)) {
        parent = parent.getSubcommands().get(word);
      }
      CommandLine line = new CommandLine(command.make());
      line.getCommandSpec().name(words[words.length - 1]);
      parent.addSubcommand(line);
    }
    root.setAbbreviatedOptionsAllowed(false);
    root.setOverwrittenOptionsAllowed(true); // the last one counts, as scripts and aliases expect
    ValueConverters.register(root);
    return root;
  }
}
