package chainrule.cli.command;

import chainrule.cli.option.InputFiles;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.Precision;
import chainrule.export.onnx.RunExport;
import chainrule.tokenize.io.Input;
import chainrule.train.checkpoint.RunFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens what ONNX Runtime can compute.
final class NeuralFiles {
  private static final int HEAD = 64;

  private NeuralFiles() {}

  /// An ONNX file, or a run, exported in memory; empty where a file is of another kind.
  static Optional<LanguageModelFile> open(String name) throws IOException {
    return open(Input.file(InputFiles.path(name)));
  }

  /// @param input that can be opened more than once
  static Optional<LanguageModelFile> open(Input input) throws IOException {
    Path path = input.path();
    if (Files.isDirectory(path)) {
      try (RunExport export =
          new RunExport(RunFolder.open(path), true, Precision.FLOAT32, Version.number())) {
        return Optional.of(export.inMemory());
      }
    }
    byte[] head;
    try (InputStream in = input.open()) {
      head = in.readNBytes(HEAD);
    }
    return LanguageModelFile.recognises(head)
        ? Optional.of(LanguageModelFile.open(input.name(), path))
        : Optional.empty();
  }
}
