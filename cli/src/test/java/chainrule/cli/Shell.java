package chainrule.cli;

import chainrule.cli.console.Console;
import chainrule.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Runs the program in this process as a shell would: for the tests of commands. Each `with` gives
/// another shell, so that a test says only what is special about it.
public record Shell(byte[] input, Terminal terminal, Map<String, String> environment) {
  /// What a run left behind.
  public record Result(ExitCode code, byte[] output, String errors) {
    public String text() {
      return new String(output, StandardCharsets.UTF_8);
    }

    /// The exit code's number with what was said, for one readable assertion.
    public String failure() {
      return code.number() + " " + errors.strip();
    }
  }

  /// Nothing on standard input, no terminal, an empty environment.
  public static final Shell PLAIN = new Shell(new byte[0], Terminal.NONE, Map.of());

  public Shell withInput(String text) {
    return withInput(text.getBytes(StandardCharsets.UTF_8));
  }

  public Shell withInput(byte[] bytes) {
    return new Shell(bytes, terminal, environment);
  }

  public Shell withTerminal(Terminal chosen) {
    return new Shell(input, chosen, environment);
  }

  public Shell withEnvironment(Map<String, String> chosen) {
    return new Shell(input, terminal, chosen);
  }

  public Result run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(new ByteArrayInputStream(input), out, err, terminal, environment);
    ExitCode code = Main.run(console, words);
    return new Result(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }
}
