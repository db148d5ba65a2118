package chainrule.cli.reference;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Makes a [CommandReference] from picocli's model and the [Page] above the command's class.
public final class ReferenceReader {
  /// More words than this are left to the completions.
  private static final int MANY = 10;

  private static final String DEFAULT = " (default: ";

  private ReferenceReader() {}

  /// @param heading of the overview
  public static CommandReference read(CommandSpec spec, String heading) {
    Class<?> type = spec.userObject().getClass();
    Page page = type.getAnnotation(Page.class);
    if (page == null) {
      throw new IllegalStateException(type.getName() + " has no @Page");
    }
    List<Entry> entries = new ArrayList<>();
    spec.positionalParameters().stream()
        .sorted(Comparator.comparingInt(argument -> argument.index().min()))
        .filter(argument -> !argument.hidden())
        .forEach(argument -> entries.add(argument(argument)));
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> entries.add(option(option)));
    List<CommandReference> parts =
        spec.subcommands().values().stream()
            .map(part -> read(part.getCommandSpec(), CommandReference.OPTIONS))
            .toList();
    return new CommandReference(
        spec.qualifiedName(),
        heading,
        page.summary(),
        page.description().strip(),
        page.examples().strip(),
        entries,
        parts);
  }

  private static Entry argument(PositionalParamSpec argument) {
    return new Entry(
        CommandReference.ARGUMENTS,
        List.of(),
        Optional.of(value(argument)),
        description(argument),
        argument.arity().min() > 0,
        argument.arity().max() > 1 || argument.index().max() > argument.index().min());
  }

  private static Entry option(OptionSpec option) {
    return new Entry(
        heading(option),
        names(option),
        option.arity().max() == 0 ? Optional.empty() : Optional.of(value(option)),
        description(option),
        option.required(),
        option.isMultiValue());
  }

  private static List<String> names(OptionSpec option) {
    List<String> names = new ArrayList<>(List.of(option.names()));
    names.sort(Comparator.comparingInt(String::length));
    if (option.negatable()) {
      names.add(option.longestName().replaceFirst("^--", "--no-"));
    }
    return names;
  }

  private static String heading(OptionSpec option) {
    if (option.userObject() instanceof String heading) {
      return heading; // an option that is written out
    }
    if (option.userObject() instanceof Field field) {
      Heading own = field.getAnnotation(Heading.class);
      Heading shared = field.getDeclaringClass().getAnnotation(Heading.class);
      Heading heading = own != null ? own : shared;
      return heading == null ? CommandReference.OPTIONS : heading.value();
    }
    return CommandReference.OPTIONS;
  }

  private static Value value(ArgSpec argument) {
    String label = argument.paramLabel();
    return new Value(label, words(argument), FileKind.ofLabel(label));
  }

  /// The words that a value can be: an enumeration's, or those that the option lists.
  private static List<String> words(ArgSpec argument) {
    for (Class<?> type : argument.auxiliaryTypes()) {
      if (type.isEnum()) {
        return Arrays.stream(type.getEnumConstants())
            .map(constant -> Value.word((Enum<?>) constant))
            .toList();
      }
    }
    List<String> words = new ArrayList<>();
    if (argument.completionCandidates() != null && argument.auxiliaryTypes()[0] != boolean.class) {
      argument.completionCandidates().forEach(words::add);
    }
    return words;
  }

  /// The description with what would otherwise be written twice: an enumeration's words and the
  /// default, where the text does not name them itself.
  private static String description(ArgSpec argument) {
    String text = String.join(" ", argument.description()).strip();
    List<String> remarks = new ArrayList<>();
    List<String> words = words(argument);
    if (words.size() <= MANY && !words.stream().allMatch(text::contains)) {
      remarks.add(String.join(", ", words));
    }
    String initial = defaultValue(argument);
    if (!initial.isEmpty() && !text.contains("(default")) {
      remarks.add("default: " + initial);
    }
    if (remarks.isEmpty()) {
      return text;
    }
    if (text.contains(DEFAULT)) {
      return text.replace(DEFAULT, " (" + String.join("; ", remarks) + "; default: ");
    }
    String remark = " (" + String.join("; ", remarks) + ")";
    return text.endsWith(".") ? text.substring(0, text.length() - 1) + remark + "." : text + remark;
  }

  private static String defaultValue(ArgSpec argument) {
    if (argument.defaultValue() != null) {
      return argument.defaultValue();
    }
    return switch (argument.initialValue()) {
      case null -> "";
      case Boolean _ -> "";
      case Enum<?> constant -> Value.word(constant);
      case Collection<?> many ->
          many.stream().map(String::valueOf).collect(Collectors.joining(","));
      case Optional<?> some -> some.map(String::valueOf).orElse("");
      case Object value -> value.toString();
    };
  }
}
