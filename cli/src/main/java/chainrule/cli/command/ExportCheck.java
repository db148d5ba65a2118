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
import chainrule.train.checkpoint.ValidationWindows;
import chainrule.train.kernel.Kernels;
import chainrule.train.loop.NeuralModel;
import chainrule.train.loop.RunConfig;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.ModelSpec;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    List<int[]> windows = windows(export, config.model());
    LanguageModel model = NeuralModel.load(export.run(), config, kernels);
    export.precision().round(model.parameters());
    String name = export.run().path().toString();
    try (NeuralModel trainer = new NeuralModel(name, model, false, kernels)) {
      Parity parity = Parity.of(trainer, export.parameters(), windows);
      return new ExportCheck(parity, kernels, parallel.threads(), tolerance);
    }
  }

  /// Of the run's validation text, or of random tokens where it has kept none.
  private static List<int[]> windows(RunExport export, ModelSpec model) throws IOException {
    int count = Parity.windows(export.parameters(), model.context());
    Optional<Tensor> kept = ValidationWindows.read(export.run()).map(ValidationWindows::ids);
    if (kept.isEmpty() || kept.get().shape().size(1) < 2) {
      return Parity.randomWindows(count, model.context(), model.vocabulary());
    }
    Tensor ids = kept.get();
    int length = ids.shape().size(1);
    List<int[]> windows = new ArrayList<>();
    for (int i = 0; i < Math.min(count, ids.shape().size(0)); i++) {
      windows.add(ids.part(i * length, Shape.of(length)).copy().ints());
    }
    return windows;
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
