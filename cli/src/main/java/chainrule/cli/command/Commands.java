package chainrule.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The table of contents: every command by name, in the order in which the overview shows them.
/// Only the command that is run is built, because building all of them is most of a short
/// command's time.
public enum Commands {
  INSPECT("inspect", Group.LOOK, "describe any file of the toolkit", Inspect::new);

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
  private final String summary;
  private final Supplier<Command> maker;

  Commands(String name, Group group, String summary, Supplier<Command> maker) {
    this.name = name;
    this.group = group;
    this.summary = summary;
    this.maker = maker;
  }

  /// What users type.
  public String word() {
    return name;
  }

  public Group group() {
    return group;
  }

  /// A few words for the overview.
  public String summary() {
    return summary;
  }

  public Command make() {
    return maker.get();
  }

  public static Optional<Commands> named(String word) {
    return Arrays.stream(values()).filter(command -> command.name.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Commands::word).toList();
  }
}
