package chainrule.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The table of contents: every command by name, in the order in which the overview shows them.
/// What is told of a command stands above its class. A name of two words is a part of the command
/// that the first word names, which stands before it.
///
/// Only the command that is run is built, because building all of them is most of a short command's
/// time.
public enum Commands {
  LEARN("learn", Group.TEXT, Learn::new),
  TOKENIZE("tokenize", Group.TEXT, Tokenize::new),
  DETOKENIZE("detokenize", Group.TEXT, Detokenize::new),
  COUNT("count", Group.MODELS, Count::new),
  TRAIN("train", Group.MODELS, Train::new),
  EXPORT("export", Group.MODELS, Export::new),
  EVAL("eval", Group.MODELS, Eval::new),
  SAMPLE("sample", Group.MODELS, Sample::new),
  CONVERT("convert", Group.LOOK, Convert::new),
  INSPECT("inspect", Group.LOOK, Inspect::new),
  GRADCHECK("gradcheck", Group.LOOK, Gradcheck::new),
  DOCTOR("doctor", Group.LOOK, Doctor::new),
  BENCH("bench", Group.LOOK, Bench::new),
  BENCH_TRAIN("bench train", Group.LOOK, BenchTrain::new),
  BENCH_TOKENIZE("bench tokenize", Group.LOOK, BenchTokenize::new),
  BENCH_SAMPLE("bench sample", Group.LOOK, BenchSample::new),
  DEMO("demo", Group.SHELL, Demo::new),
  COMPLETION("completion", Group.SHELL, Completion::new),
  HELP("help", Group.SHELL, Help::new);

  /// The headings of the overview.
  public enum Group {
    TEXT("Text and tokens"),
    MODELS("Models"),
    LOOK("Look and check"),
    SHELL("Shell");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private final String name;
  private final Group group;
  private final Supplier<Command> maker;

  Commands(String name, Group group, Supplier<Command> maker) {
    this.name = name;
    this.group = group;
    this.maker = maker;
  }

  /// What users type.
  public String word() {
    return name;
  }

  public Group group() {
    return group;
  }

  public Command make() {
    return maker.get();
  }

  /// Whether this is `bench train` rather than `bench`.
  public boolean isPart() {
    return name.contains(" ");
  }

  public static Optional<Commands> named(String word) {
    return Arrays.stream(values()).filter(command -> command.name.equals(word)).findFirst();
  }

  /// The command of this name and its parts, or nothing.
  static List<Commands> beginningWith(String word) {
    List<Commands> found = new ArrayList<>();
    for (Commands command : values()) { // a stream would cost every start a millisecond
      if (command.name.equals(word) || command.name.startsWith(word + " ")) {
        found.add(command);
      }
    }
    return found;
  }

  public static List<String> words() {
    return Arrays.stream(values())
        .filter(command -> !command.isPart())
        .map(Commands::word)
        .toList();
  }
}
