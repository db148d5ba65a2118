package chainrule.cli.command;

import chainrule.cli.console.CheckFailed;
import chainrule.cli.console.Console;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.RunExport;
import chainrule.export.onnx.SelfTest;
import chainrule.export.runtime.ExportedModel;
import chainrule.export.runtime.Parity;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.Parallel;
import chainrule.train.kernel.Kernels;
import chainrule.train.loop.NeuralModel;
import chainrule.train.loop.RunConfig;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What `export --verify` asks: the trainer before the file is written, ONNX Runtime after.
final class ExportCheck {
  private final Parity parity;
  private final Kernels kernels;
  private final int threads;
  private final double tolerance;
  private Json.Members report = Json.object();

  private ExportCheck(Parity parity, Kernels kernels, int threads, double tolerance) {
    this.parity = parity;
    this.kernels = kernels;
    this.threads = threads;
    this.tolerance = tolerance;
  }

  /// Asks the trainer; its model is out of memory when this returns.
  ///
  /// @param tolerance greatest difference of log-probabilities that is accepted
  static ExportCheck of(RunExport export, double tolerance, Parallel parallel) throws IOException {
    Kernels kernels = Kernels.fast(parallel);
    RunConfig config = export.config();
    int context = config.model().context();
    int count = Parity.windows(export.parameters(), context);
    List<int[]> windows = Parity.randomWindows(count, context, config.model().vocabulary());
    try (NeuralModel trainer = NeuralModel.of(export.run(), config, false, kernels)) {
      Parity parity = Parity.of(trainer, export.parameters(), windows);
      return new ExportCheck(parity, kernels, parallel.threads(), tolerance);
    }
  }

  /// Samples to go with the model.
  List<SelfTest> selfTests() {
    return parity.selfTests();
  }

  /// Asks ONNX Runtime, tells the differences and refuses what is above the tolerance.
  void run(LanguageModelFile file, Console console) throws IOException {
    try (ExportedModel model = ExportedModel.open(file, threads, kernels)) {
      double whole = parity.whole(model);
      compare("max_abs_difference", whole, "read whole", console);
      if (file.isCached()) {
        double stepwise = parity.stepwise(model);
        String how = "of it " + parity.steps() + " of a window read one by one";
        compare("max_abs_difference_cached", stepwise, how, console);
      }
    }
  }

  private void compare(String key, double difference, String how, Console console) {
    report = report.with(key, Json.of(difference));
    console.say(
        String.format(
            Locale.ROOT,
            "greatest difference of log-probabilities: %.2g (%,d tokens, %s)",
            difference,
            parity.tokens(),
            how));
    if (!(difference <= tolerance)) {
      throw new CheckFailed(
          "the exported model differs from the trained one by %.2g, more than %.2g"
              .formatted(difference, tolerance),
          "nothing was written; --max-difference accepts more, --no-verify anything");
    }
  }

  /// The differences by name.
  Json.Members report() {
    return report;
  }
}
