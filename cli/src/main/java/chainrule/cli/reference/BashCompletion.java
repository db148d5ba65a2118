package chainrule.cli.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the completions for bash 3.2 and later, with or without the bash-completion package: a
/// fixed part that finds where the cursor is, and two tables made from the commands.
final class BashCompletion {
  private static final String BEGINNING =
      """
      # bash completion of chainrule; made by: chainrule completion bash
      # shellcheck shell=bash disable=SC2207

      # Offers the words of $1 that begin like the word at the cursor.
      _chainrule_words() {
        local IFS=$' \\t\\n'
        COMPREPLY+=($(compgen -W "$1" -- "$current"))
      }

      # Offers files with the endings of $1, or any where there are none such; and folders to go through.
      _chainrule_files() {
        local IFS=$'\\n' start=$current name ending
        case $start in \\'* | \\"*) start=${start:1} ;; esac
        start=${start//\\\\/}
        compopt -o filenames 2> /dev/null
        if [[ $1 == all ]]; then
          COMPREPLY+=($(compgen -f -- "$start"))
          return
        elif [[ $1 == folders ]]; then
          COMPREPLY+=($(compgen -d -- "$start"))
          return
        fi
        local folders=() matching=() all=()
        for name in $(compgen -f -- "$start"); do
          all+=("$name")
          if [[ -d ${name/#\\~/$HOME} ]]; then
            folders+=("$name")
            continue
          fi
          IFS=' '
          for ending in $1; do
            if [[ $name == *"$ending" ]]; then
              matching+=("$name")
              break
            fi
          done
          IFS=$'\\n'
        done
        if [[ ${#matching[@]} -gt 0 ]]; then
          COMPREPLY+=("${matching[@]}" "${folders[@]}")
        else
          COMPREPLY+=("${all[@]}")
        fi
      }

      """;

  private static final String END =
      """
      _chainrule() {
        local current=${COMP_WORDS[COMP_CWORD]} previous='' prefix='' command='' ended=''
        local options='' valued='' parts='' words='' files='' position=0 i word
        COMPREPLY=()
        _chainrule_options ''
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          previous=''
          if [[ $word == : ]]; then # bash parts words at : and =
            i=$((i + 1))
          elif [[ $ended || $word != -?* ]]; then
            if [[ " $parts " == *" $word "* ]]; then
              command=${command:+$command }$word
              _chainrule_options "$command"
            else
              position=$((position + 1))
            fi
          elif [[ $word == -- ]]; then
            ended=yes
          elif [[ " $valued " == *" $word "* ]]; then
            previous=$word
            [[ ${COMP_WORDS[i + 1]} == = ]] && i=$((i + 1))
            i=$((i + 1))
          fi
        done
        if ((i > COMP_CWORD)); then
          [[ $current == = ]] && current=''
        elif [[ ! $ended && $current == --*=* ]]; then # where = does not part words
          previous=${current%%=*}
          prefix=$previous=
          current=${current#*=}
        else
          previous=''
        fi

        if [[ $previous ]]; then
          _chainrule_value "$command:$previous"
        elif [[ ! $ended && $current == -* ]]; then
          words=$options
        elif [[ $parts ]]; then
          words=$parts
        else
          _chainrule_value "$command:$position"
        fi
        [[ $words ]] && _chainrule_words "$words"
        [[ $files ]] && _chainrule_files "$files"
        if [[ $prefix ]]; then
          COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
        fi
      }

      complete -F _chainrule chainrule
      """;

  private final CommandReference program;
  private final List<CommandReference> commands;

  BashCompletion(CommandReference program, List<CommandReference> commands) {
    this.program = program;
    this.commands = commands;
  }

  String script() {
    StringBuilder script = new StringBuilder(BEGINNING);
    script.append(
        """
        # The options of the command in $1, those that take a value, and the words that may come next.
        _chainrule_options() {
          case $1 in
        """);
    options(script, "", program, commands);
    for (CommandReference command : CompletionScript.flattened(commands)) {
      options(script, CompletionScript.words(command), command, command.parts());
    }
    script.append(
        """
          esac
        }

        # What is taken by an option, or by the argument at a place: command:--option, command:0
        _chainrule_value() {
          case $1 in
        """);
    values(script);
    return script.append("  esac\n}\n\n").append(END).toString();
  }

  private static void options(
      StringBuilder to, String words, CommandReference command, List<CommandReference> parts) {
    List<Entry> all = command.options();
    to.append("    '").append(words).append("')\n");
    String options =
        all.stream()
            .flatMap(option -> option.names().stream())
            .filter(name -> name.startsWith("--"))
            .collect(Collectors.joining(" "));
    set(to, "options", options);
    String valued =
        all.stream()
            .filter(option -> option.value().isPresent())
            .map(option -> String.join(" ", option.names()))
            .collect(Collectors.joining(" "));
    set(to, "valued", valued);
    set(to, "parts", parts.stream().map(CommandReference::word).collect(Collectors.joining(" ")));
    to.append("      ;;\n");
  }

  private static void set(StringBuilder to, String variable, String value) {
    to.append("      ").append(variable).append("='").append(value).append("'\n");
  }

  /// One line for all that take the same.
  private void values(StringBuilder to) {
    Map<String, StringBuilder> patterns = new LinkedHashMap<>();
    add(patterns, "", program);
    for (CommandReference command : CompletionScript.flattened(commands)) {
      add(patterns, CompletionScript.words(command), command);
    }
    patterns.forEach(
        (action, pattern) ->
            to.append("    ")
                .append(pattern)
                .append(")\n      ")
                .append(action)
                .append("\n      ;;\n"));
  }

  private static void add(
      Map<String, StringBuilder> patterns, String words, CommandReference command) {
    for (Entry option : command.options()) {
      for (String name : option.names()) {
        option.value().ifPresent(value -> add(patterns, words + ":" + name, "", value));
      }
    }
    int position = 0;
    for (Entry argument : command.arguments()) {
      String quoted = words + ":" + (argument.many() ? "" : position);
      String open = argument.many() ? "[" + position + "-9]*" : "";
      argument.value().ifPresent(value -> add(patterns, quoted, open, value));
      position++;
    }
  }

  private static void add(
      Map<String, StringBuilder> patterns, String quoted, String open, Value value) {
    String action = action(value);
    if (!action.isEmpty()) {
      StringBuilder pattern = new StringBuilder("'" + quoted + "'" + open);
      patterns.merge(action, pattern, (all, one) -> all.append(" | \\\n      ").append(one));
    }
  }

  private static String action(Value value) {
    String words = value.words().isEmpty() ? "" : "words='" + String.join(" ", value.words()) + "'";
    String files =
        switch (value.files()) {
          case NONE -> "";
          case FILE -> "files=all";
          case FOLDER -> "files=folders";
          case TOKENIZER, MODEL, TOKENS ->
              "files='" + String.join(" ", value.files().endings()) + "'";
        };
    return (words + " " + files).strip();
  }
}
