package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `-o FILE`, or standard output.
public final class OutputFile {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE, all or nothing (default: standard output).")
  private String file;

  /// The file that was named, unless it is standard output.
  public Optional<Path> path() {
    return file == null || file.equals(Input.STANDARD)
        ? Optional.empty()
        : Optional.of(InputFiles.path(file));
  }

  /// Opened before the work begins, so that what cannot be written is found early.
  public Output open(Console console) throws IOException {
    Optional<Path> path = path();
    return path.isPresent() ? Output.toFile(path.get(), console) : Output.toStandard(console);
  }
}
