package chainrule.cli;

import chainrule.cli.console.Console;
import chainrule.cli.option.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process that writes a file as commands do, for tests that kill it: it says `ready` when some
/// of the file is written, and goes on once it is told to by a line on standard input.
final class Writer {
  private Writer() {}

  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    ExitCode code = ExitCode.DONE;
    try (Output output = Output.toFile(Path.of(arguments[0]), console)) {
      output.stream().write("n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
      output.stream().flush();
      console.out().write("ready\n".getBytes(StandardCharsets.UTF_8));
      if (console.in().read() >= 0) {
        output.commit();
      }
    } catch (IOException | RuntimeException e) {
      code = Failures.report(e, "writer", console.err());
    }
    System.exit(code.number());
  }
}
