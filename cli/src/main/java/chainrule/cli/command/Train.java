package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Interrupts;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.ModelOptions;
import chainrule.cli.option.OptionalTokenizer;
import chainrule.cli.option.RunOutput;
import chainrule.cli.option.SeedOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.option.TrainingOptions;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.MappedTokens;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.data.DataFingerprint;
import chainrule.train.data.TokenRange;
import chainrule.train.kernel.Kernels;
import chainrule.train.loop.Preset;
import chainrule.train.loop.RunConfig;
import chainrule.train.loop.RunPlan;
import chainrule.train.loop.Trainer;
import chainrule.train.loop.TrainingResult;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.TransformerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `train`: from tokens or text to a run. [TrainingData] finds the tokens, [TrainingDisplay] shows
/// how it goes, [Trainer] does it.
@Page(
    summary = "train a neural language model",
    description =
        """
        Trains an RNN, LSTM, GRU or Transformer on tokens, or on text with -t, and keeps model, log \\
        and state in the folder RUN. Begins as a preset; every setting can be changed.

        SIGINT and SIGTERM finish the step and save. With --resume a run goes on exactly where its \\
        last state was saved, and begins if there is none, so that one command line serves a job \\
        that is started again and again.
        """,
    examples =
        """
        # From text, with nothing but defaults
        chainrule train -t byte -o run corpus.txt

        # From a pipe of tokens, for a quarter of an hour
        chainrule tokenize -t bpe.json corpus.txt | \\
          chainrule train --model transformer -t bpe.json --max-time 15m -o run

        # What would it take?
        chainrule train --preset gpt2 -t vocab.json --dry-run -o run corpus.tok

        # Every night
        chainrule train --resume -q -t bpe.json --epochs 2 -o run corpus.tok
        """)
final class Train extends Command {
  @Mixin private InputFiles files;
  @Mixin private OptionalTokenizer tokenizerOption;
  @Mixin private RunOutput output;
  @Mixin private ModelOptions model;
  @Mixin private TrainingOptions training;
  @Mixin private SeedOption seed;
  @Mixin private ThreadsOption threads;
  @Mixin private JsonOption json;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      completionCandidates = PresetNames.class,
      description = "Begin with these settings; help lists them.")
  private String preset;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings from a JSON file with the members model and training.")
  private String configFile;

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description =
          "What the files hold: text, stream, u16, u32, ids, pieces or jsonl (default: what can be"
              + " seen from them, else text).")
  private String inputKind;

  @Option(
      names = "--vocab-size",
      paramLabel = "N",
      description = "The vocabulary has N tokens, all counted (default: as the data say).")
  private Integer vocabularySize;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description = "Score the model on this file instead of a part of the data.")
  private String validationFile;

  @Option(
      names = "--validation-fraction",
      paramLabel = "SHARE",
      description = "Keep this share at the end of the data for validation.")
  private double validationFraction = 0.1;

  @Option(names = "--resume", description = "Go on with the run, or begin it.")
  private boolean resume;

  @Option(
      names = "--init-from",
      paramLabel = "RUN",
      description = "Begin with the weights of another run.")
  private String initFrom;

  @Option(
      names = "--detect-anomaly",
      description = "Look at every number, and name the layer where one is not finite.")
  private boolean detectAnomaly;

  @Option(
      names = "--dry-run",
      description = "Say what it would take, train a few steps to see, and leave nothing behind.")
  private boolean dryRun;

  @Override
  protected void run(Console console) throws IOException {
    if ("help".equals(preset)) {
      listPresets(console);
      return;
    }
    checkOptions();
    Path path = output.path();
    boolean exists = RunFolder.isRun(path);
    if (exists && !resume && !dryRun) {
      throw new BadSetting(
          path + ": a run is there already", "--resume it, or name another folder with -o");
    }
    if (dryRun) {
      Path temporary = Files.createTempDirectory("chainrule-train");
      try (var _ = console.interrupts().register(() -> Demo.remove(temporary))) {
        train(RunFolder.make(temporary), false, console);
      } finally {
        Demo.remove(temporary);
      }
      return;
    }
    RunFolder folder = RunFolder.make(path);
    try (RunFolder.Lock _ = folder.lock()) {
      train(folder, exists, console);
    }
  }

  private void checkOptions() {
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw new BadSetting(
          "--validation-fraction is at least 0 and below 1, not " + validationFraction, "");
    }
    if (preset != null && Preset.named(preset).isEmpty()) {
      throw new BadSetting(
          "there is no preset '" + preset + "'", "see chainrule train --preset help -o x");
    }
  }

  private void train(RunFolder folder, boolean exists, Console console) throws IOException {
    Optional<RunConfig> before =
        exists ? Optional.of(RunConfig.read(folder.config())) : Optional.empty();
    Optional<Tokenizer> tokenizer = tokenizerOption.read();
    if (tokenizer.isEmpty() && Files.exists(folder.tokenizer())) {
      tokenizer = Optional.of(TokenizerFile.read(Input.file(folder.tokenizer())));
    }
    boolean isText = "text".equals(inputKind);
    try (Parallel parallel = threads.start();
        TrainingData data =
            new TrainingData(tokenizer, isText, format(), folder.path(), console, parallel)) {
      Parts parts = parts(data, console);
      RunConfig config = config(before, tokenizer, parts);
      TrainingDisplay display = new TrainingDisplay(console);
      Trainer trainer =
          new Trainer(
              folder, config, parts.train, parts.validation, Kernels.fast(parallel), display);
      prepare(trainer, folder, config, tokenizer, exists);
      if (dryRun) {
        TrainingReport.dryRun(trainer, config, json.wanted(), console);
      } else {
        TrainingResult result = supervised(trainer, console);
        display.clear();
        TrainingReport.write(result, folder, json.wanted(), console);
      }
    }
  }

  /// What trains, what validates, and the bytes of text that the latter stands for.
  private record Parts(
      TokenRange train, Optional<TokenRange> validation, long validationBytes, MappedTokens file) {}

  private Parts parts(TrainingData data, Console console) throws IOException {
    MappedTokens tokens = data.open(files.inputs(console, "tokens or text"), ".train.tok");
    TokenRange all = TokenRange.all(tokens);
    if (validationFile != null) {
      Input input = InputFiles.of(validationFile, console, "tokens or text");
      MappedTokens held = data.open(List.of(input), ".validation.tok");
      return new Parts(all, Optional.of(TokenRange.all(held)), held.textBytes(), tokens);
    }
    if (validationFraction == 0) {
      return new Parts(all, Optional.empty(), 0, tokens);
    }
    long kept = (long) ((1 - validationFraction) * all.size());
    TokenRange held = all.after(kept);
    double share = (double) held.size() / Math.max(1, all.size());
    long bytes = Math.round(share * tokens.textBytes());
    return new Parts(all.head(kept), Optional.of(held), bytes, tokens);
  }

  private RunConfig config(Optional<RunConfig> before, Optional<Tokenizer> tokenizer, Parts parts)
      throws IOException {
    long vocabulary = vocabulary(tokenizer, parts.file);
    RunConfig.Origin origin =
        new RunConfig.Origin(
            "chainrule train",
            Version.number(),
            DataFingerprint.of(parts.train),
            parts.train.size(),
            parts.validation.map(TokenRange::size).orElse(0L),
            parts.validationBytes);
    String fingerprint =
        tokenizer
            .map(Tokenizer::fingerprint)
            .or(() -> parts.file.header().map(StreamHeader::fingerprint))
            .orElse("");
    boolean fresh = preset != null || model.kind() != null || configFile != null;
    RunPlan plan =
        before.isPresent() && !fresh
            ? RunPlan.of(before.get())
            : RunPlan.of(chosenPreset(), Math.toIntExact(vocabulary));
    if (configFile != null) {
      plan = withFile(plan);
    }
    plan = plan.with("the command line", model.changes(), training.changes());
    plan = plan.with("the command line", Map.of(), seedAndDecay(plan));
    String source = configFile != null ? configFile : "the command line";
    ModelSpec spec = plan.modelSpec(source);
    model.check(spec instanceof TransformerSpec);
    RunConfig config = new RunConfig(spec, plan.trainingSpec(source), fingerprint, origin);
    before.ifPresent(old -> requireSame(old, config));
    return config;
  }

  private Preset chosenPreset() {
    if (preset != null) {
      return Preset.named(preset).orElseThrow();
    }
    return switch (model.kind()) {
      case null -> Preset.SMALL;
      case TRANSFORMER -> Preset.SMALL;
      case RNN -> Preset.RNN_CHAR;
      case LSTM -> Preset.LSTM_CHAR;
      case GRU -> Preset.GRU_CHAR;
    };
  }

  private Map<String, Json> seedAndDecay(RunPlan plan) {
    Map<String, Json> changes = new LinkedHashMap<>();
    if (seed.value() != 0) {
      changes.put("seed", Json.of(seed.value()));
    }
    if (!training.decay().isEmpty()
        && plan.training().members().get("optimizer") instanceof Json.Members optimizer) {
      changes.put("optimizer", optimizer.with("decay", training.decay().get("decay")));
    }
    return changes;
  }

  private RunPlan withFile(RunPlan plan) throws IOException {
    Json json = JsonReader.read(Input.file(InputFiles.path(configFile)));
    if (!(json instanceof Json.Members(Map<String, Json> members))) {
      throw new MalformedInput(configFile, "", "is " + json.kind() + ", not an object", "");
    }
    return plan.with(configFile, settings(members, "model"), settings(members, "training"));
  }

  private Map<String, Json> settings(Map<String, Json> members, String name) {
    return members.get(name) instanceof Json.Members(Map<String, Json> settings)
        ? settings
        : Map.of();
  }

  private long vocabulary(Optional<Tokenizer> tokenizer, MappedTokens tokens) {
    if (tokenizer.isPresent()) {
      return tokenizer.get().size();
    }
    long said = tokens.header().map(StreamHeader::vocabularySize).orElse(0L);
    if (said > 0 && said < Integer.MAX_VALUE) {
      return said;
    }
    if (vocabularySize == null) {
      throw new BadSetting(
          "the data does not say how many different tokens there are",
          "give --vocab-size N, or the tokenizer with -t");
    }
    return vocabularySize;
  }

  /// A run goes on only with the model, the tokenizer and the data that it was begun with.
  private void requireSame(RunConfig old, RunConfig config) {
    String run = output.path().toString();
    if (!old.model().equals(config.model())) {
      throw new MalformedInput(
          run,
          "",
          "is a run of another model",
          "resume it with its own settings, or use another -o");
    }
    if (!old.tokenizer().equals(config.tokenizer())) {
      throw new MalformedInput(
          run,
          "",
          "was begun with tokenizer %s, not with %s"
              .formatted(
                  StreamHeader.brief(old.tokenizer()), StreamHeader.brief(config.tokenizer())),
          "use that tokenizer, or another -o");
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

  private void prepare(
      Trainer trainer,
      RunFolder folder,
      RunConfig config,
      Optional<Tokenizer> tokenizer,
      boolean exists)
      throws IOException {
    if (tokenizer.isPresent()) {
      try (AtomicFile file = AtomicFile.create(folder.tokenizer())) {
        TokenizerFile.write(tokenizer.get(), file.stream());
        file.commit();
      }
    }
    if (initFrom != null && !exists) {
      trainer.beginWith(RunFolder.open(InputFiles.path(initFrom)));
    }
    if (exists) {
      trainer.resume();
    }
    if (detectAnomaly) {
      trainer.detectAnomaly();
    }
    config.write(folder.config());
  }

  /// Trains until the end, or until a signal: then the step is finished and the state saved before
  /// the process ends.
  private static TrainingResult supervised(Trainer trainer, Console console) throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch saved = new CountDownLatch(1);
    Runnable interrupted =
        () -> {
          stop.set(true);
          try {
            saved.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (Interrupts.Registration _ = console.interrupts().register(interrupted)) {
      return trainer.train(stop::get);
    } finally {
      saved.countDown();
    }
  }

  private Optional<TokenFormat> format() {
    if (inputKind == null || inputKind.equals("text")) {
      return Optional.empty();
    }
    for (TokenFormat format : TokenFormat.values()) {
      if (format.toString().equals(inputKind)) {
        return Optional.of(format);
      }
    }
    throw new BadSetting(
        "--input: '" + inputKind + "' is not known",
        "it can be text, stream, u16, u32, ids, pieces or jsonl");
  }

  private static void listPresets(Console console) throws IOException {
    StringBuilder list = new StringBuilder();
    for (Preset preset : Preset.values()) {
      list.append(String.format(Locale.ROOT, "%-22s %s%n", preset.word(), preset.summary()));
    }
    console.out().write(list.toString().getBytes(StandardCharsets.UTF_8));
  }
}
