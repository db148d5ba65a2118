package chainrule.cli.reference;

import java.util.ArrayList;
import java.util.List;

/// The shells that completions are written for.
public enum CompletionScript {
  BASH {
    @Override
    public String of(CommandReference program, List<CommandReference> commands) {
      return new BashCompletion(program, commands).script();
    }
  },
  ZSH {
    @Override
    public String of(CommandReference program, List<CommandReference> commands) {
      return new ZshCompletion(program, commands).script();
    }
  },
  FISH {
    @Override
    public String of(CommandReference program, List<CommandReference> commands) {
      return new FishCompletion(program, commands).script();
    }
  };

  private static final int SHORT = 72;

  /// The script that teaches the shell these commands.
  public abstract String of(CommandReference program, List<CommandReference> commands);

  /// Every command with its parts, each under the words that users type: `bench`, `bench train`.
  static List<CommandReference> flattened(List<CommandReference> commands) {
    List<CommandReference> all = new ArrayList<>();
    for (CommandReference command : commands) {
      all.add(command);
      all.addAll(flattened(command.parts()));
    }
    return all;
  }

  /// `bench train` of `chainrule bench train`.
  static String words(CommandReference command) {
    return command.name().substring(command.name().indexOf(' ') + 1);
  }

  /// The first sentence of a description, as far as a menu has room.
  static String brief(String description) {
    String sentence = description.split("\\.( |$)|[;:(] ?", 2)[0].strip();
    if (sentence.length() <= SHORT) {
      return sentence;
    }
    return sentence.substring(0, sentence.lastIndexOf(' ', SHORT - 1)) + "…";
  }
}
