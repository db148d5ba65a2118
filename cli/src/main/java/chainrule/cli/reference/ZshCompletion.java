package chainrule.cli.reference;

import java.util.List;
import java.util.stream.Collectors;

/// Writes the completions for zsh: an `_arguments` call for each command, with descriptions. The
/// file works both from a folder of `fpath` and when it is sourced.
final class ZshCompletion {
  private final CommandReference program;
  private final List<CommandReference> commands;
  private final StringBuilder script = new StringBuilder();

  ZshCompletion(CommandReference program, List<CommandReference> commands) {
    this.program = program;
    this.commands = commands;
  }

  String script() {
    script.append(
        """
        #compdef chainrule
        # zsh completion of chainrule; made by: chainrule completion zsh

        # The words of $1, and files with the endings of $2.
        __chainrule_files() {
          _alternative "words:word:($1)" "files:file:_files -g '*($2)(-.)'"
        }

        """);
    function(program, commands);
    CompletionScript.flattened(commands).forEach(command -> function(command, command.parts()));
    script.append(
        """
        if [[ ${funcstack[1]} == _chainrule ]]; then
          _chainrule "$@"
        else
          compdef _chainrule chainrule
        fi
        """);
    return script.toString();
  }

  private void function(CommandReference command, List<CommandReference> parts) {
    script.append(name(command)).append("() {\n");
    if (!parts.isEmpty()) {
      script.append("  local context state state_descr line\n  typeset -A opt_args\n");
    }
    script.append("  _arguments -s -S ").append(parts.isEmpty() ? "" : "-C ").append(":");
    command.options().forEach(this::option);
    if (!parts.isEmpty()) {
      next("'1: :->command'");
      next("'*:: :->arguments'");
    } else {
      command.arguments().forEach(this::argument);
    }
    script.append("\n");
    if (!parts.isEmpty()) {
      dispatch(parts);
    }
    script.append("}\n\n");
  }

  private void dispatch(List<CommandReference> parts) {
    script.append("  case $state in\n    command)\n      local -a commands=(\n");
    for (CommandReference part : parts) {
      String line = part.word() + ":" + part.summary().replace(":", "\\:");
      script.append("        ").append(quoted(line)).append('\n');
    }
    script.append("      )\n      _describe -t commands command commands\n      ;;\n");
    script.append("    arguments)\n      case $words[1] in\n");
    for (CommandReference part : parts) {
      script.append("        ").append(part.word()).append(") ").append(name(part)).append(" ;;\n");
    }
    script.append("      esac\n      ;;\n  esac\n");
  }

  /// `_chainrule_bench_train`.
  private static String name(CommandReference command) {
    return "_" + command.name().replace(' ', '_').replace('-', '_');
  }

  private void next(String specification) {
    script.append(" \\\n    ").append(specification);
  }

  private void option(Entry option) {
    String text = "[" + escaped(CompletionScript.brief(option.description())) + "]";
    String tail = quoted(text + option.value().map(value -> ":" + action(value)).orElse(""));
    String others = option.many() ? "'*'" : "'(" + String.join(" ", option.names()) + ")'";
    String equals = option.value().isPresent() ? "=" : "";
    if (option.names().size() == 1) {
      next(others + option.longName() + equals + tail);
    } else {
      String names =
          option.names().stream()
              .map(
                  name ->
                      name.startsWith("--") ? name + equals : name + (equals.isEmpty() ? "" : "+"))
              .collect(Collectors.joining(","));
      next(others + "{" + names + "}" + tail);
    }
  }

  private void argument(Entry argument) {
    Value value = argument.value().orElseThrow();
    String place = argument.many() ? "*" : argument.required() ? "" : ":";
    next(quoted(place + ":" + action(value)));
  }

  /// The value's name and what it can be.
  private static String action(Value value) {
    String words = String.join(" ", value.words());
    String action =
        switch (value.files()) {
          case NONE -> words.isEmpty() ? " " : "(" + words + ")";
          case FILE -> "_files";
          case FOLDER -> "_files -/";
          case TOKENIZER, MODEL, TOKENS ->
              " __chainrule_files \"%s\" \"%s\""
                  .formatted(words, String.join("|", value.files().endings()));
        };
    return escaped(value.label()) + ":" + action;
  }

  /// For a place where brackets and colons have a meaning.
  private static String escaped(String text) {
    return text.replaceAll("[\\[\\]:\\\\]", "\\\\$0");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
