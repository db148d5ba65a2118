package chainrule.cli.reference;

import java.util.List;
import java.util.Optional;

/// Commands with one of each kind of value, for the tests of completions.
final class SampleCommands {
  private SampleCommands() {}

  static final CommandReference PROGRAM =
      command("chainrule", List.of(flag("--version")), List.of());

  static final List<CommandReference> COMMANDS =
      List.of(
          command(
              "chainrule tokenize",
              List.of(
                  argument("FILE", true),
                  option("TOKENIZER", List.of("byte"), "-t", "--tokenizer"),
                  option("FORMAT", List.of("stream", "ids", "jsonl"), "--format"),
                  option("N", List.of(), "--threads"),
                  flag("--json")),
              List.of()),
          command(
              "chainrule eval",
              List.of(
                  argument("MODEL", false),
                  argument("FILE", true),
                  option("MODEL[:WEIGHT]", List.of(), "--mix"),
                  option("FOLDER", List.of(), "--keep")),
              List.of()),
          command(
              "chainrule bench",
              List.of(),
              List.of(
                  command(
                      "chainrule bench train",
                      List.of(option("CONFIG", List.of("a", "b"), "--config")),
                      List.of()),
                  command(
                      "chainrule bench sample", List.of(argument("MODEL", false)), List.of()))));

  private static CommandReference command(
      String name, List<Entry> entries, List<CommandReference> parts) {
    return new CommandReference(name, "Sample", "a sample: [it's one]", "", "", entries, parts);
  }

  private static Entry flag(String name) {
    return new Entry("", List.of(name), Optional.empty(), "Says [more]: it's so.", false, false);
  }

  private static Entry option(String label, List<String> words, String... names) {
    Value value = new Value(label, words, FileKind.ofLabel(label));
    return new Entry("", List.of(names), Optional.of(value), "Takes a value.", false, false);
  }

  private static Entry argument(String label, boolean many) {
    Value value = new Value(label, List.of(), FileKind.ofLabel(label));
    return new Entry("", List.of(), Optional.of(value), "Is read.", !many, many);
  }
}
