package chainrule.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `-o RUN`.
public final class RunOutput {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "RUN",
      required = true,
      description = "The run: a folder for the model, its log and its states.")
  private String folder;

  public Path path() {
    return InputFiles.path(folder);
  }
}
