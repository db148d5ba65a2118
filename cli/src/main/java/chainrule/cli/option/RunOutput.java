package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `-o RUN`.
public final class RunOutput {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "RUN",
      description = "The run: a folder for the model, its log and its states.")
  private String folder;

  public Path path() {
    if (folder == null) {
      throw new BadSetting("there is no folder for the run", "name one with -o RUN");
    }
    if (folder.equals("-")) {
      throw new BadSetting(
          "a run is a folder and cannot go to standard output",
          "name one with -o RUN, or ./- for a folder of this name");
    }
    return InputFiles.path(folder);
  }
}
