package chainrule.cli.reference;

import java.util.ArrayList;
import java.util.List;

/// Takes a shell's command line apart as far as examples need it: pipelines, quotes, redirections,
/// continued lines.
final class ShellWords {
  private ShellWords() {}

  /// The arguments of every `chainrule` in these lines.
  static List<List<String>> calls(String lines) {
    List<List<String>> calls = new ArrayList<>();
    for (String line : lines.replace("\\\n", " ").split("\n", -1)) {
      for (List<String> words : commands(line)) {
        if (!words.isEmpty() && words.getFirst().equals("chainrule")) {
          calls.add(words.subList(1, words.size()));
        }
      }
    }
    return calls;
  }

  private static List<List<String>> commands(String line) {
    List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    boolean redirected = false;
    char quote = 0;
    for (char c : (line + " ").toCharArray()) {
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
        word.append(quote == 0 ? "" : c);
      } else if (c == '\'' || c == '"') {
        quote = c;
        begun = true;
      } else if (c == '#' && !begun) {
        break;
      } else if (c == ' ' || c == '|' || c == '&' || c == ';' || c == '<' || c == '>') {
        if (begun && !redirected) {
          commands.getLast().add(word.toString());
        }
        redirected = c == '<' || c == '>' || redirected && !begun;
        word.setLength(0);
        begun = false;
        if (c == '|' || c == '&' || c == ';') {
          commands.add(new ArrayList<>());
        }
      } else {
        word.append(c);
        begun = true;
      }
    }
    return commands;
  }
}
