package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Interrupts;
import chainrule.cli.console.ScratchFolder;
import chainrule.cli.option.InputFiles;
import chainrule.cli.option.JsonOption;
import chainrule.cli.option.LiveSampleOptions;
import chainrule.cli.option.ModelOptions;
import chainrule.cli.option.OptionalTokenizer;
import chainrule.cli.option.PresetOptions;
import chainrule.cli.option.RunOutput;
import chainrule.cli.option.SeedOption;
import chainrule.cli.option.ThreadsOption;
import chainrule.cli.option.TrainingOptions;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.kernel.Kernels;
import chainrule.train.loop.RunConfig;
import chainrule.train.loop.Trainer;
import chainrule.train.loop.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `train`: from tokens or text to a run. [TrainingData] finds the tokens, [RunSettings] decides
/// what is trained how, [TrainingDisplay] shows how it goes, [Trainer] does it.
@Page(
    summary = "train a neural language model",
    description =
        """
        Trains an RNN, LSTM, GRU or Transformer and keeps model, log and state in the folder RUN. \
        Reads tokens, or text through the tokenizer of -t; without one its bytes are the tokens. \
        Begins as a preset; what is not given is the preset's.

        SIGINT and SIGTERM finish the step and save; a step of several batches (--accumulate) and \
        an evaluation they give up after the present one. With --resume a run goes on exactly \
        where its last state was saved, and begins if there is none, so that one command line \
        serves a job that is started again and again.
        """,
    examples =
        """
        # From text, with nothing but defaults
        chainrule train -o run corpus.txt

        # From a pipe of tokens, for a quarter of an hour
        chainrule tokenize -t bpe.json corpus.txt | \\
          chainrule train --model transformer -t bpe.json --max-time 15m -o run

        # What would it take?
        chainrule train --preset gpt2 -t vocab.json --dry-run corpus.tok

        # Every night
        chainrule train --resume -q -t bpe.json --epochs 2 -o run corpus.tok
        """)
final class Train extends Command {
  @Mixin private InputFiles files;
  @Mixin private OptionalTokenizer tokenizerOption;
  @Mixin private RunOutput output;
  @Mixin private PresetOptions preset;
  @Mixin private TrainingTextOptions texts;
  @Mixin private LiveSampleOptions samples;
  @Mixin private ModelOptions model;
  @Mixin private TrainingOptions training;
  @Mixin private SeedOption seed;
  @Mixin private ThreadsOption threads;
  @Mixin private JsonOption json;

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
    if (preset.isHelp()) {
      PresetOptions.list(console);
      return;
    }
    texts.check(preset);
    if (dryRun) {
      try (ScratchFolder scratch = ScratchFolder.make(console.interrupts())) {
        train(RunFolder.make(scratch.path()), resumable(), false, console);
      }
      return;
    }
    Path path = output.path();
    boolean begun = RunFolder.isBegun(path);
    if (begun && !resume) {
      throw new BadSetting(
          path + ": a run is there already", "--resume it, or name another folder with -o");
    }
    List<Path> made = RunFolder.missing(path);
    RunFolder folder = RunFolder.make(path);
    try (RunFolder.Lock _ = folder.lock()) {
      train(folder, resumable(), begun, console);
    } finally {
      if (!made.isEmpty()) {
        folder.removeIfEmpty(made);
      }
    }
  }

  /// The run to go on with, if it is there. A rehearsal goes on with nothing, but has its settings.
  private Optional<RunFolder> resumable() {
    return resume
        ? Optional.of(output.path()).filter(RunFolder::isRun).map(RunFolder::open)
        : Optional.empty();
  }

  /// @param earlier the run whose settings hold where no others are given
  /// @param begun whether it is gone on with, from its state
  private void train(RunFolder folder, Optional<RunFolder> earlier, boolean begun, Console console)
      throws IOException {
    Optional<RunConfig> before =
        earlier.isPresent()
            ? Optional.of(RunConfig.read(earlier.get().config()))
            : Optional.empty();
    RunSettings settings = new RunSettings(preset, model, training, seed);
    settings.check(before);
    Optional<RunFolder> source =
        initFrom == null || begun
            ? Optional.empty()
            : Optional.of(RunFolder.open(InputFiles.path(initFrom)));
    Optional<Tokenizer> known = tokenizerOption.read();
    if (known.isEmpty() && earlier.isPresent() && Files.exists(earlier.get().tokenizer())) {
      known = Optional.of(TokenizerFile.read(Input.file(earlier.get().tokenizer())));
    }
    try (Parallel parallel = threads.start();
        TrainingData data = new TrainingData(known, texts, folder.path(), console, parallel)) {
      TrainingText text = texts.open(files, data, console);
      Optional<Tokenizer> tokenizer = data.tokenizer();
      RunConfig config = settings.config(before, texts.tokens(tokenizer, text), text);
      if (earlier.map(RunFolder::path).filter(RunFolder::isBegun).isPresent()) {
        RunSettings.requireSame(earlier.get().path().toString(), before.orElseThrow(), config);
      }
      text.requireBelow(config.model().vocabulary());
      TrainingDisplay display = new TrainingDisplay(console, tokenizer);
      Trainer trainer =
          new Trainer(
              folder, config, text.train(), text.validation(), Kernels.fast(parallel), display);
      if (source.isPresent()) {
        trainer.beginWith(source.get());
      }
      prepare(trainer, folder, config, tokenizer, begun);
      if (dryRun) {
        TrainingReport.dryRun(trainer, config, json.wanted(), console);
      } else {
        train(trainer, folder, display, console);
      }
    }
  }

  private void prepare(
      Trainer trainer,
      RunFolder folder,
      RunConfig config,
      Optional<Tokenizer> tokenizer,
      boolean begun)
      throws IOException {
    if (begun) {
      trainer.resume();
      if (trainer.isFinished()) {
        return; // what the folder says of the run stays true
      }
    }
    if (detectAnomaly) {
      trainer.detectAnomaly();
    }
    if (samples.wanted()) {
      trainer.sampleEvery(samples.every(), samples.prompt(tokenizer));
    }
    if (tokenizer.isPresent()) {
      try (AtomicFile file = AtomicFile.create(folder.tokenizer())) {
        TokenizerFile.write(tokenizer.get(), file.stream());
        file.commit();
      }
    }
    config.write(folder.config());
  }

  /// Trains until the end, or until a signal: then the state is saved and that is said before the
  /// process ends.
  private void train(Trainer trainer, RunFolder folder, TrainingDisplay display, Console console)
      throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Runnable interrupted =
        () -> {
          stop.set(true);
          try {
            done.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (Interrupts.Registration _ = console.interrupts().register(interrupted)) {
      TrainingResult result = trainer.train(stop::get);
      display.clear();
      TrainingReport.write(result, folder, json.wanted(), console);
    } finally {
      done.countDown();
    }
  }
}
