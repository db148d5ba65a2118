package chainrule.cli.command;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.checkpoint.SafetensorsReader;
import chainrule.train.loop.Metrics;
import chainrule.train.loop.RunConfig;
import chainrule.train.loop.TrainingLog;
import chainrule.train.model.LanguageModel;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What `inspect` tells of a run: its model, how far and how good it is, and what it was made from.
record RunDescription(RunFolder run, RunConfig config, List<Metrics> log) {
  static RunDescription of(RunFolder run) throws IOException {
    List<Metrics> log = Files.exists(run.metrics()) ? TrainingLog.read(run.metrics()) : List.of();
    return new RunDescription(run, RunConfig.read(run.config()), log);
  }

  long parameters() {
    return LanguageModel.of(config.model(), Type.FLOAT32).parameters().count();
  }

  /// `transformer`, `lstm`.
  String model() {
    Json.Members model = (Json.Members) config.json().members().get("model");
    return text(model.get("cell").or(() -> model.get("kind")).orElseThrow());
  }

  private static String text(Json value) {
    return value instanceof Json.Text(String word) ? word : value.toString();
  }

  Optional<Metrics> last() {
    return log.isEmpty() ? Optional.empty() : Optional.of(log.getLast());
  }

  /// How many steps were done, as far as the log or a saved state tells.
  long steps() throws IOException {
    long logged = last().map(Metrics::step).orElse(0L);
    return run.states().steps().stream().reduce(logged, Math::max);
  }

  /// The row with the least loss on the validation text.
  Optional<Metrics> best() {
    return log.stream()
        .filter(row -> !Double.isNaN(row.validationLoss()))
        .min(Comparator.comparingDouble(Metrics::validationLoss));
  }

  Json.Members facts() throws IOException {
    List<Long> states = run.states().steps();
    Json.Members facts =
        Json.object()
            .with("kind", Json.of("run"))
            .with("model", Json.of(model()))
            .with("parameters", Json.of(parameters()))
            .with("steps", Json.of(steps()))
            .with("tokens", Json.of(last().map(Metrics::tokens).orElse(0L)))
            .with("seconds", real(last().map(Metrics::seconds)))
            .with("train_loss", real(last().map(Metrics::trainLoss)))
            .with("validation_loss", real(last().map(Metrics::validationLoss)))
            .with("best_validation_loss", real(best().map(Metrics::validationLoss)))
            .with("best_step", Json.of(best().map(Metrics::step).orElse(0L)))
            .with("bits_per_byte", real(best().map(Metrics::bitsPerByte)))
            .with("weights_step", weightsStep())
            .with("states", Json.of(states.stream().map(Json::of).map(Json.class::cast).toList()))
            .with("tokenizer", Json.of(config.tokenizer()))
            .with("data", Json.of(config.origin().data()))
            .with("train_tokens", Json.of(config.origin().trainTokens()))
            .with("validation_tokens", Json.of(config.origin().validationTokens()))
            .with("command", Json.of(config.origin().command()))
            .with("version", Json.of(config.origin().version()));
    return facts.with("settings", config.json());
  }

  private static Json real(Optional<Double> value) {
    return Json.of(value.orElse(Double.NaN));
  }

  /// The step that the weights to use are of, `null` where there are none yet.
  private Json weightsStep() throws IOException {
    if (!Files.exists(run.weights())) {
      return new Json.Null();
    }
    Json.Members header = SafetensorsReader.readHeader(Input.file(run.weights()));
    return header
        .get("__metadata__")
        .filter(Json.Members.class::isInstance)
        .flatMap(notes -> ((Json.Members) notes).get("step"))
        .map(step -> Json.of(Long.parseLong(text(step))))
        .orElseGet(Json.Null::new);
  }
}
