package chainrule.cli.option;

import chainrule.tokenize.io.UnwritableOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--temp-dir FOLDER`.
public final class TempFolderOption {
  @Option(
      names = "--temp-dir",
      paramLabel = "FOLDER",
      description = "Put temporary files into FOLDER (default: that of TMPDIR, or /tmp).")
  private String folder;

  public Path folder() {
    Path path =
        folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : InputFiles.path(folder);
    if (!Files.isDirectory(path) || !Files.isWritable(path)) {
      throw new UnwritableOutput(
          path + ": is no folder that can be written to", "name another with --temp-dir");
    }
    return path;
  }
}
