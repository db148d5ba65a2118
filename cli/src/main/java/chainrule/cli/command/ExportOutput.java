package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.ScratchFolder;
import chainrule.cli.option.Output;
import chainrule.cli.option.OutputFile;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.RunExport;
import chainrule.export.onnx.SelfTest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where an exported model goes: a file, two, or a pipe. It is whole and can be looked at
/// ([#model]) before it takes its place ([#commit]).
final class ExportOutput implements AutoCloseable {
  private final Output out;
  private final Optional<Output> data;
  private final String dataName;
  private final ScratchFolder aside; // in which the model has its own names
  private final Path whole; // the model in it

  private ExportOutput(Output out, Optional<Output> data, String name, ScratchFolder aside) {
    this.out = out;
    this.data = data;
    this.dataName = name + ".data";
    this.aside = aside;
    this.whole = aside.path().resolve(name);
  }

  /// Opened before the work begins, so that what cannot be written is found early.
  ///
  /// @param hasData whether the weights go into a second file, beside a file
  static ExportOutput open(OutputFile file, boolean hasData, Console console) throws IOException {
    Output out = file.open(console);
    Optional<Output> data = Optional.empty();
    try {
      if (hasData) {
        Path path = file.path().orElseThrow();
        data =
            Optional.of(Output.toFile(path.resolveSibling(path.getFileName() + ".data"), console));
      }
      // Beside the file, because links do not lead from one file system to another.
      Optional<Path> place = out.aside().map(path -> path.toAbsolutePath().getParent());
      ScratchFolder aside =
          place.isPresent()
              ? ScratchFolder.in(place.get(), console.interrupts())
              : ScratchFolder.make(console.interrupts());
      String name = file.path().map(path -> path.getFileName().toString()).orElse("model.onnx");
      return new ExportOutput(out, data, name, aside);
    } catch (IOException | RuntimeException e) {
      if (data.isPresent()) {
        data.get().close();
      }
      out.close();
      throw e;
    }
  }

  void write(RunExport export, List<SelfTest> tests) throws IOException {
    if (data.isPresent()) {
      export.write(out.stream(), dataName, data.get().stream(), tests);
      data.get().stream().flush();
      link(data.get().aside().orElseThrow(), aside.path().resolve(dataName));
      out.stream().flush();
      link(out.aside().orElseThrow(), whole);
    } else if (out.aside().isPresent()) {
      export.write(out.stream(), tests);
      out.stream().flush();
      link(out.aside().get(), whole);
    } else {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(whole))) {
        export.write(file, tests);
      }
    }
  }

  /// Gives a file a second name; where the file system cannot do that, a copy has it.
  private static void link(Path file, Path name) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(file, name);
    }
  }

  /// The model as it was written.
  LanguageModelFile model() throws IOException {
    return LanguageModelFile.open(whole.getFileName().toString(), whole);
  }

  void commit() throws IOException {
    if (out.aside().isEmpty()) {
      Files.copy(whole, out.stream());
    }
    if (data.isPresent()) {
      data.get().commit();
    }
    out.commit();
  }

  @Override
  public void close() throws IOException {
    aside.close();
    try (Output _ = out) {
      if (data.isPresent()) {
        data.get().close();
      }
    }
  }
}
