package chainrule.cli.reference;

import java.util.ArrayList;
import java.util.List;

/// Writes the completions for fish: a `complete` line for each option and argument, each under the
/// condition that its command was typed.
final class FishCompletion {
  private static final String BEGINNING =
      """
      # fish completion of chainrule; made by: chainrule completion fish

      # Whether the words before the cursor are those of a command ($argv[1]) and as many arguments as
      # $argv[2] says: none given: any number; 1: one; 1-: one or more.
      function __chainrule_at
          set -l command (string split -n ' ' -- $argv[1])
          set -l valued (__chainrule_valued $argv[1])
          set -l words (commandline -opc)[2..]
          set -l arguments 0
          set -l ended no
          while set -q words[1]
              set -l word $words[1]
              set -e words[1]
              if test $ended = no; and string match -qr -- '^-.' $word
                  if test $word = --
                      set ended yes
                  else if contains -- $word $valued
                      set -e words[1]
                  end
              else if set -q command[1]
                  test $word = $command[1]; or return 1
                  set -e command[1]
              else
                  set arguments (math $arguments + 1)
              end
          end
          set -q command[1]; and return 1
          switch "$argv[2]"
              case ''
                  return 0
              case '*-'
                  test $arguments -ge (string trim -c - -- $argv[2])
              case '*'
                  test $arguments = $argv[2]
          end
      end

      # The word at the cursor, without the option that it is joined to by =.
      function __chainrule_token
          string replace -r '^--[^=]*=' '' -- (commandline -ct)
      end

      # Files with one of these endings, or any where there are none such; and folders to go through.
      function __chainrule_files
          set -l token (string replace -r '^~(?=/|$)' $HOME -- (__chainrule_token))
          set -l folders
          set -l wanted
          set -l others
          for path in $token*
              if test -d $path
                  set -a folders $path/
              else
                  set -l matching no
                  for ending in $argv
                      string match -q -- "*$ending" $path; and set matching yes
                  end
                  test $matching = yes; and set -a wanted $path; or set -a others $path
              end
          end
          set -q wanted[1]; or set wanted $others
          if string match -q '~*' -- (__chainrule_token)
              string replace -- $HOME '~' $wanted $folders
          else
              string join \\n -- $wanted $folders
          end
      end

      """;

  private final CommandReference program;
  private final List<CommandReference> commands;
  private final StringBuilder script = new StringBuilder(BEGINNING);

  FishCompletion(CommandReference program, List<CommandReference> commands) {
    this.program = program;
    this.commands = commands;
  }

  String script() {
    valued();
    script.append("complete -c chainrule -f\n");
    command("", program, commands);
    for (CommandReference command : CompletionScript.flattened(commands)) {
      command(CompletionScript.words(command), command, command.parts());
    }
    return script.toString();
  }

  /// The function that tells which options take a value, so that the word behind is no argument.
  private void valued() {
    script.append("# The options of a command that take a value.\nfunction __chainrule_valued\n");
    script.append("    switch \"$argv[1]\"\n");
    valued("", program);
    for (CommandReference command : CompletionScript.flattened(commands)) {
      valued(CompletionScript.words(command), command);
    }
    script.append("    end\nend\n\n");
  }

  private void valued(String words, CommandReference command) {
    script.append("        case '").append(words).append("'\n            string join \\n --");
    for (Entry option : command.options()) {
      if (option.value().isPresent()) {
        option.names().forEach(name -> script.append(' ').append(name));
      }
    }
    script.append('\n');
  }

  private void command(String words, CommandReference command, List<CommandReference> parts) {
    script.append("\n# ").append(command.name()).append('\n');
    for (CommandReference part : parts) {
      line(words, "0", "-a " + part.word() + " -d " + quoted(part.summary()));
    }
    int position = 0;
    for (Entry argument : command.arguments()) {
      String place = position + (argument.many() ? "-" : "");
      String values = values(argument.value().orElseThrow());
      line(words, place, values);
      position++;
    }
    command.options().forEach(option -> option(words, parts.isEmpty(), option));
  }

  private void option(String words, boolean leaf, Entry option) {
    StringBuilder line = new StringBuilder();
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      line.append(' ');
    }
    option.value().ifPresent(value -> line.append("-r ").append(values(value)).append(' '));
    line.append("-d ").append(quoted(CompletionScript.brief(option.description())));
    line(words, leaf ? "" : "0", line.toString());
  }

  private void line(String words, String place, String rest) {
    script.append("complete -c chainrule -n \"__chainrule_at '").append(words).append('\'');
    script.append(place.isEmpty() ? "" : " " + place).append("\" ").append(rest).append('\n');
  }

  /// What makes fish offer these values: words, files found by fish or by our function.
  private static String values(Value value) {
    List<String> sources = new ArrayList<>(value.words());
    switch (value.files()) {
      case NONE, FILE -> {}
      case FOLDER -> sources.add("(__fish_complete_directories (__chainrule_token))");
      case TOKENIZER, MODEL, TOKENS ->
          sources.add("(__chainrule_files " + String.join(" ", value.files().endings()) + ")");
    }
    String files = value.files() == FileKind.FILE ? "-F" : "-f";
    return sources.isEmpty() ? files : files + " -a " + quoted(String.join(" ", sources));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
