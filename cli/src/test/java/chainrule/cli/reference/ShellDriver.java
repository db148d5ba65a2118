package chainrule.cli.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Presses keys in a real shell on a terminal of its own. bash and zsh insert all completions on
/// control-T, and a function in place of the program shows what it then is called with; fish can be
/// asked.
final class ShellDriver {
  /// @param typed after the program's name
  /// @param completions of the last word, sorted; folders without their slash
  record Case(String typed, List<String> completions) {
    /// How many words stand before the one that is completed.
    private int before() {
      return typed.split(" ", -1).length - 1;
    }
  }

  private static final String RESULT = "RESULT:";

  private static final String SHOW =
      """
      chainrule() { local IFS='|'; printf '\\nRESULT:%s\\n' "$*"; }
      cd work
      """;

  private static final String BASH =
      """
      bind '"\\C-t": insert-completions'
      bind 'set bell-style none'
      bind 'set enable-bracketed-paste off'
      """;

  private static final String ZSH =
      """
      autoload -U compinit && compinit -u -D
      zle -C all-matches complete-word _generic
      bindkey '^T' all-matches
      zstyle ':completion:all-matches:*' completer _all_matches _complete
      zstyle ':completion:all-matches:*' insert true
      unsetopt beep
      """;

  private final CompletionScript shell;
  private final Path home;
  private String output = "";

  /// @param home an empty folder
  ShellDriver(CompletionScript shell, Path home) throws IOException {
    this.shell = shell;
    this.home = home;
    for (String name : List.of("bpe.json", "my tok.json", "corpus.txt", "lm.arpa", "-odd.txt")) {
      Files.createDirectories(home.resolve("work/run"));
      Files.createDirectories(home.resolve("work/deep"));
      Files.createFile(home.resolve("work").resolve(name));
    }
    Files.createFile(home.resolve("work/deep/inner.json"));
  }

  static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /// What the shell says of a script that it reads without running it.
  String checkSyntax(String script) throws IOException {
    Files.writeString(home.resolve("script"), script);
    return run("", Value.word(shell), "-n", "script");
  }

  /// What the shell wrote, for a failed test.
  String output() {
    return output;
  }

  /// The same cases with the completions that came.
  ///
  /// @param before what the shell is to load first
  List<Case> complete(List<Case> cases, String before, String script) throws IOException {
    Files.writeString(home.resolve("script"), script);
    String load = before + "\nsource " + home.resolve("script") + "\n";
    output =
        switch (shell) {
          case BASH -> {
            Files.writeString(home.resolve("rc"), BASH + load + SHOW);
            yield press(cases, "bash --noprofile --rcfile rc -i");
          }
          case ZSH -> {
            Files.writeString(home.resolve(".zshrc"), ZSH + load + SHOW);
            yield press(cases, "zsh -d -i");
          }
          case FISH -> run(load + "cd work\n" + questions(cases), "fish", "--no-config");
        };
    List<String> results =
        output.lines().filter(line -> line.startsWith(RESULT)).map(String::strip).toList();
    List<Case> completed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Case asked = cases.get(Math.min(i, cases.size() - 1));
      completed.add(new Case(asked.typed(), completions(results.get(i), asked)));
    }
    return completed;
  }

  private List<String> completions(String result, Case asked) {
    return Arrays.stream(result.substring(RESULT.length()).split("\\|", -1))
        .skip(shell == CompletionScript.FISH ? 0 : asked.before())
        .map(word -> word.endsWith("/") ? word.substring(0, word.length() - 1) : word)
        .filter(word -> !word.isEmpty())
        .sorted()
        .distinct()
        .toList();
  }

  private String press(List<Case> cases, String command) throws IOException {
    StringBuilder keys = new StringBuilder();
    cases.forEach(example -> keys.append("chainrule ").append(example.typed()).append("\u0014\r"));
    return run(keys.append("exit\r").toString(), "script", "-qec", command, "/dev/null");
  }

  private static String questions(List<Case> cases) {
    StringBuilder questions = new StringBuilder();
    for (Case example : cases) {
      questions.append("set found (complete -C 'chainrule ").append(example.typed());
      questions.append("' | string replace -r '\\t.*' '')\n");
      questions.append("echo ").append(RESULT).append("\"$(string join '|' -- $found)\"\n");
    }
    return questions.toString();
  }

  /// Runs a program at home and gives what it wrote on both outputs.
  private String run(String input, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("ZDOTDIR", home.toString());
    builder.environment().put("TERM", "dumb");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try (OutputStream keys = process.getOutputStream()) {
      keys.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream said = process.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
