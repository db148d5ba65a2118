package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `MODEL [FILE…]`: a model, and what it is asked about, standard input where no file is named.
public final class ModelAndFiles {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "The model: a run, an ONNX file, an ARPA file or a binary n-gram model; - for standard"
              + " input.")
  private String model;

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files to read, - for standard input (the default).")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--files0-from",
      paramLabel = "FILE",
      description = "Read the names of the files from FILE, each ended by a NUL byte.")
  private String listFile;

  public String model() {
    return model;
  }

  /// @param what is expected, for a message: `text`, `tokens`
  public List<Input> inputs(Console console, String what) throws IOException {
    return InputFiles.inputs(files, listFile, console, what);
  }
}
