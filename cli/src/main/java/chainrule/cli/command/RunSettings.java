package chainrule.cli.command;

import chainrule.cli.option.ModelOptions;
import chainrule.cli.option.PresetOptions;
import chainrule.cli.option.SeedOption;
import chainrule.cli.option.TrainingOptions;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.train.data.DataFingerprint;
import chainrule.train.data.TokenRange;
import chainrule.train.loop.Preset;
import chainrule.train.loop.RunConfig;
import chainrule.train.loop.RunPlan;
import chainrule.train.model.LanguageModel;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes the configuration of a run from what the user chose: a preset or what the run has already,
/// then a file, then options.
record RunSettings(
    PresetOptions preset, ModelOptions model, TrainingOptions training, SeedOption seed) {
  private static final String COMMAND_LINE = "the command line";

  /// Refuses settings that cannot be, before any data is read for them.
  ///
  /// @param before what the run has, if it exists
  void check(Optional<RunConfig> before) throws IOException {
    preset.check(
        preset.with(begun(before, 1)),
        plan(before, 1),
        plan -> {
          plan.trainingSpec(preset.source());
          LanguageModel.of(plan.modelSpec(preset.source()), Type.FLOAT32); // whether its parts fit
        });
  }

  /// @param before what the run has, if it exists
  /// @param tokens how many different tokens there are, and of which tokenizer
  RunConfig config(Optional<RunConfig> before, StreamHeader tokens, TrainingText text)
      throws IOException {
    int vocabulary = Math.toIntExact(tokens.vocabularySize());
    RunPlan plan =
        plan(before, vocabulary)
            .with(COMMAND_LINE, Map.of("vocabulary", Json.of(vocabulary)), Map.of());
    return new RunConfig(
        plan.modelSpec(preset.source()),
        plan.trainingSpec(preset.source()),
        tokens.fingerprint(),
        origin(text));
  }

  private RunPlan begun(Optional<RunConfig> before, int vocabulary) throws IOException {
    boolean fresh = preset.preset().isPresent() || model.kind() != null || preset.hasFile();
    if (before.isPresent() && !fresh) {
      return RunPlan.of(before.get());
    }
    RunPlan plan = RunPlan.of(chosenPreset(), vocabulary);
    return before.isEmpty()
        ? plan
        : plan.with("", Map.of(), Map.of("seed", Json.of(before.get().training().seed())));
  }

  private RunPlan plan(Optional<RunConfig> before, int vocabulary) throws IOException {
    RunPlan filed = preset.with(begun(before, vocabulary));
    model.check(filed);
    RunPlan plan = filed.with(COMMAND_LINE, model.changes(), training.changes());
    return plan.with(COMMAND_LINE, Map.of(), seedAndDecay(plan));
  }

  private static RunConfig.Origin origin(TrainingText text) {
    return new RunConfig.Origin(
        "chainrule train",
        Version.number(),
        DataFingerprint.of(text.train()),
        text.train().size(),
        text.validation().map(TokenRange::size).orElse(0L),
        text.validationBytes());
  }

  private Preset chosenPreset() throws IOException {
    return preset.preset().orElseGet(() -> presetOf(model.kind()));
  }

  /// Where the user names no more than a kind of model, or nothing at all.
  static Preset presetOf(ModelOptions.Kind kind) {
    return kind == null ? Preset.SMALL : kind.preset();
  }

  private Map<String, Json> seedAndDecay(RunPlan plan) {
    Map<String, Json> changes = new LinkedHashMap<>();
    seed.given().ifPresent(given -> changes.put("seed", Json.of(given)));
    if (!training.decay().isEmpty()
        && plan.training().members().get("optimizer") instanceof Json.Members optimizer) {
      changes.put("optimizer", optimizer.with("decay", training.decay().get("decay")));
    }
    return changes;
  }

  /// A run goes on only with the model, the seed, the tokenizer and the data that it was begun
  /// with.
  static void requireSame(String run, RunConfig old, RunConfig config) {
    if (!old.tokenizer().equals(config.tokenizer())) {
      throw new MalformedInput(
          run,
          "",
          "was begun with tokenizer %s, not with %s"
              .formatted(
                  StreamHeader.brief(old.tokenizer()), StreamHeader.brief(config.tokenizer())),
          "use that tokenizer, or another -o");
    }
    if (!old.model().equals(config.model())) {
      throw new MalformedInput(
          run,
          "",
          "is a run of another model: " + difference(old, config),
          "resume it with its own settings, or use another -o");
    }
    if (old.training().seed() != config.training().seed()) {
      throw new MalformedInput(
          run,
          "",
          "is a run of another seed: its seed is %d, not %d"
              .formatted(old.training().seed(), config.training().seed()),
          "resume it with its own settings, or use another -o");
    }
    if (!old.origin().data().equals(config.origin().data())) {
      throw new MalformedInput(
          run,
          "",
          "was begun on other data: %,d tokens with fingerprint %s, not %,d with %s"
              .formatted(
                  old.origin().trainTokens(),
                  old.origin().data(),
                  config.origin().trainTokens(),
                  config.origin().data()),
          "use that data; for new data begin another run with --init-from " + run);
    }
  }

  /// The first setting that differs, with both values.
  private static String difference(RunConfig old, RunConfig config) {
    Map<String, Json> before = settings(old);
    Map<String, Json> now = settings(config);
    for (Map.Entry<String, Json> setting : before.entrySet()) {
      Json other = now.get(setting.getKey());
      if (!setting.getValue().equals(other)) {
        return "its %s is %s, not %s"
            .formatted(
                setting.getKey().replace('_', ' '),
                FileKinds.plain(setting.getValue()),
                other == null ? "nothing" : FileKinds.plain(other));
      }
    }
    return "it has other settings";
  }

  private static Map<String, Json> settings(RunConfig config) {
    return ((Json.Members) config.json().members().get("model")).members();
  }
}
