package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.OutputFile;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.reference.Page;
import chainrule.export.onnx.OnnxModel;
import chainrule.export.onnx.Precision;
import chainrule.export.onnx.RunExport;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.ngram.ArpaFile;
import chainrule.train.ngram.NgramModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `export`: a run becomes a file that any ONNX runtime can use.
@Page(
    summary = "write a trained model as ONNX",
    description =
        """
        Writes the model of RUN as one ONNX file of standard operators, with its tokenizer, its \
        configuration, a checksum and samples of what it says, which are checked wherever it is \
        loaded. Batch and length are open; what the model remembers goes in and out, so that it can read a \
        prompt and go on token by token. Weights above 2 GB go into a second file, FILE.data.

        Before the file takes its place ONNX Runtime runs it and is compared with the trainer, \
        over whole windows of text and token by token.
        """,
    examples =
        """
        # From a run to a file
        chainrule export run -o model.onnx

        # In half the space
        chainrule export run --precision float16 -o small.onnx

        # For a runtime that reads whole texts only
        chainrule export run --no-cache -o model.onnx
        """)
final class Export extends Command {
  private static final int HEAD = 1 << 14;

  @Parameters(paramLabel = "RUN", description = "The folder of a training.")
  private String run;

  @Mixin private OutputFile output;

  @Option(
      names = "--no-cache",
      description = "Leave out what the model remembers: tokens in, logits out.")
  private boolean noCache;

  @Option(
      names = "--external-data",
      description = "Put the weights into FILE.data beside the file, as is done above 2 GB.")
  private boolean externalData;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description =
          "Keep weights as float32 or, in half the space, float16; the model computes with float32"
              + " (default: float32).")
  private Precision precision = Precision.FLOAT32;

  @Option(
      names = "--verify",
      negatable = true,
      description =
          "Compare with the trainer (default). It needs memory for the whole model; without it the"
              + " file has no samples of what the model says.")
  private Boolean verify;

  @Option(
      names = "--max-difference",
      paramLabel = "X",
      defaultValue = "1e-4",
      description =
          "Accept differences of log-probabilities up to X, else exit with 1 (default: 1e-4).")
  private double tolerance;

  @Mixin private JsonOption json;
  @Mixin private ThreadsOption threads;

  @Override
  protected void run(Console console) throws IOException {
    if (!(tolerance > 0)) {
      throw new BadSetting("--max-difference must be above 0, not " + tolerance, "");
    }
    if (json.wanted() && output.path().isEmpty()) {
      throw new BadSetting(
          "the model and --json cannot share standard output", "name the model's file with -o");
    }
    Path folder = InputFiles.path(run);
    refuseNgramModel(folder);
    RunFolder source = RunFolder.open(folder);
    try (Parallel parallel = threads.start();
        RunExport export = new RunExport(source, !noCache, precision, Version.number());
        ExportOutput out = open(export, console)) {
      Optional<ExportCheck> check =
          Boolean.FALSE.equals(verify)
              ? Optional.empty()
              : Optional.of(ExportCheck.of(export, tolerance, parallel));
      out.write(export, check.map(ExportCheck::selfTests).orElse(List.of()));
      if (check.isPresent()) {
        check.get().run(out.model(), console);
      }
      out.commit();
      if (json.wanted()) {
        JsonOption.write(report(export, check), console);
      }
    }
  }

  private ExportOutput open(RunExport export, Console console) throws IOException {
    boolean hasData = externalData || !export.fitsOneFile();
    if (hasData && output.path().isEmpty()) {
      throw new BadSetting(
          "the weights need a second file, which a pipe cannot have", "name the file with -o");
    }
    return ExportOutput.open(output, hasData, console);
  }

  private static Json.Members report(RunExport export, Optional<ExportCheck> check) {
    Json.Members report =
        Json.object()
            .with("parameters", Json.of(export.parameters()))
            .with("opset", Json.of(OnnxModel.OPSET));
    for (var entry : check.map(ExportCheck::report).orElse(Json.object()).members().entrySet()) {
      report = report.with(entry.getKey(), entry.getValue());
    }
    return report;
  }

  private void refuseNgramModel(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    byte[] head;
    try (InputStream in = Input.file(file).open()) {
      head = in.readNBytes(HEAD);
    }
    if (NgramModel.isBinary(head) || ArpaFile.isArpa(head)) {
      throw new BadSetting(
          run + ": an n-gram model is a table, not a network, and has no ONNX form",
          "use it as it is: chainrule sample %s, chainrule eval %s TEXT".formatted(run, run));
    }
  }
}
