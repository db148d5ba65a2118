package chainrule.train.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.ArrayWriter;
import chainrule.tokenize.stream.MappedTokens;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.data.TokenRange;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Recurrence;
import chainrule.train.optim.OptimizerSpec;
import chainrule.train.optim.Schedule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final int VOCABULARY = 17;

  @TempDir Path folder;
  private Path tokens;

  private static final TrainingObserver SILENT = new Death(Long.MAX_VALUE);

  /// Ends the training behind a step as a killed process would: nothing is saved.
  private record Death(long behind) implements TrainingObserver {
    @Override
    public void stepped(long step, double steps, double loss, double tokensPerSecond) {
      if (step == behind) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void logged(Metrics row) {}

    @Override
    public void sampled(long step, int[] ids) {}

    @Override
    public void warned(String message) {}
  }

  /// A text with a rule that can be learned: each token is three more than the one before.
  @BeforeEach
  void writeTokens() throws IOException {
    int[] ids = new int[3000];
    for (int i = 1; i < ids.length; i++) {
      ids[i] = (ids[i - 1] + (i % 11 == 0 ? 4 : 3)) % VOCABULARY;
    }
    tokens = folder.resolve("x.u16");
    try (OutputStream out = Files.newOutputStream(tokens)) {
      ArrayWriter writer = new ArrayWriter(out, 2);
      writer.write(ids, 0, ids.length);
      writer.finish();
    }
  }

  private static ModelSpec transformer() {
    return TransformerSpec.nanoGpt(VOCABULARY, 16, 2, 2, 16, 0.1);
  }

  private static ModelSpec gru() {
    return new RecurrentSpec(Recurrence.Cell.GRU, VOCABULARY, 16, 2, 12, 12, true, 0.1);
  }

  private static TrainingSpec training(long steps, TrainingSpec.Order order) {
    return training(steps, order, new TrainingSpec.Rhythm(5, 4, 2));
  }

  private static TrainingSpec training(
      long steps, TrainingSpec.Order order, TrainingSpec.Rhythm rhythm) {
    return new TrainingSpec(
        new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.1),
        Schedule.cosine(3, 0.1),
        1e-2,
        1.0,
        0,
        TrainingSpec.Limits.steps(steps),
        new TrainingSpec.Batching(4, 2, order, order == TrainingSpec.Order.SEQUENTIAL),
        rhythm,
        7);
  }

  private TrainingResult train(
      Path run,
      ModelSpec model,
      TrainingSpec spec,
      int threads,
      boolean resume,
      BooleanSupplier stop)
      throws IOException {
    return train(run, model, spec, threads, resume, stop, Optional.empty(), SILENT);
  }

  private TrainingResult train(
      Path run,
      ModelSpec model,
      TrainingSpec spec,
      int threads,
      boolean resume,
      BooleanSupplier stop,
      Optional<Path> source,
      TrainingObserver observer)
      throws IOException {
    RunConfig config =
        new RunConfig(model, spec, "", new RunConfig.Origin("train", "0", "", 2700, 300, 0));
    try (MappedTokens mapped = MappedTokens.open(Input.file(tokens), TokenFormat.U16);
        Parallel parallel = new Parallel(threads)) {
      TokenRange all = TokenRange.all(mapped);
      Trainer trainer =
          new Trainer(
              RunFolder.make(run),
              config,
              all.head(2700),
              Optional.of(all.after(2700)),
              Kernels.fast(parallel),
              observer);
      if (source.isPresent()) {
        trainer.beginWith(new RunFolder(source.get()));
      }
      if (resume) {
        trainer.resume();
      }
      return trainer.train(stop);
    }
  }

  private static byte[] weights(Path run) throws IOException {
    return Files.readAllBytes(new RunFolder(run).weights());
  }

  @Test
  void theRuleIsLearned() throws IOException {
    TrainingResult result =
        train(
            folder.resolve("run"),
            transformer(),
            training(120, TrainingSpec.Order.SHUFFLED),
            2,
            false,
            () -> false);
    assertEquals(TrainingResult.Ending.FINISHED, result.ending());
    assertEquals(120, result.steps());
    assertEquals(120L * 4 * 2 * 16, result.tokens());
    assertTrue(result.validationLoss() < 0.8, "loss " + result.validationLoss());
    assertTrue(result.bestValidationLoss() <= result.validationLoss());
  }

  /// Stopped behind the third step, within the fourth, and in the evaluations of the fifth and of
  /// the last: it is asked before each step, between its two batches, and in each evaluation.
  @Test
  void aStoppedTrainingGoesOnToTheSameBits() throws IOException {
    stopAndGoOn(TrainingSpec.Order.SHUFFLED, 7, 3);
    stopAndGoOn(TrainingSpec.Order.SEQUENTIAL, 8, 3);
    stopAndGoOn(TrainingSpec.Order.RANDOM, 11, 5);
    stopAndGoOn(TrainingSpec.Order.SHUFFLED, 44, 20);
  }

  private void stopAndGoOn(TrainingSpec.Order order, int asked, int steps) throws IOException {
    ModelSpec model = order == TrainingSpec.Order.SEQUENTIAL ? gru() : transformer();
    TrainingSpec spec = training(20, order);
    Path whole = folder.resolve("whole-" + asked);
    train(whole, model, spec, 2, false, () -> false);
    Path parts = folder.resolve("parts-" + asked);
    AtomicInteger times = new AtomicInteger();
    BooleanSupplier stop = () -> times.incrementAndGet() >= asked;
    TrainingResult stopped = train(parts, model, spec, 1, false, stop);
    assertEquals(TrainingResult.Ending.STOPPED, stopped.ending());
    assertEquals(steps, stopped.steps());
    TrainingResult end = train(parts, model, spec, 2, true, () -> false);
    assertEquals(TrainingResult.Ending.FINISHED, end.ending());
    assertEquals(20, end.steps());
    assertArrayEquals(state(whole), state(parts), "state, asked " + asked);
    assertArrayEquals(weights(whole), weights(parts), "weights, asked " + asked);
    assertEquals(steps(whole), steps(parts));
  }

  private static byte[] state(Path run) throws IOException {
    return Files.readAllBytes(run.resolve("state/step-000000020.safetensors"));
  }

  /// Of a model, or of weights to begin with, there is a state before the first that is due.
  @Test
  void aKilledTrainingGoesOnToTheSameBits() throws IOException {
    TrainingSpec.Order order = TrainingSpec.Order.RANDOM;
    TrainingSpec spec = training(20, order);
    Path first = folder.resolve("first");
    train(first, gru(), spec, 1, false, () -> false);
    dieAndGoOn(training(20, order, new TrainingSpec.Rhythm(2, 0, 2)), Optional.empty(), 3);
    dieAndGoOn(spec, Optional.of(first), 1);
  }

  private void dieAndGoOn(TrainingSpec spec, Optional<Path> source, long behind)
      throws IOException {
    Path whole = folder.resolve("whole-" + behind);
    train(whole, gru(), spec, 1, false, () -> false, source, SILENT);
    Path parts = folder.resolve("parts-" + behind);
    assertThrows(
        IllegalStateException.class,
        () -> train(parts, gru(), spec, 1, false, () -> false, source, new Death(behind)));
    train(parts, gru(), spec, 1, true, () -> false);
    assertArrayEquals(state(whole), state(parts));
    assertArrayEquals(weights(whole), weights(parts));
    assertEquals(steps(whole), steps(parts));
  }

  @Test
  void timeIsCountedOnFromTheLastSitting() throws IOException {
    Path run = folder.resolve("run");
    TrainingSpec spec = training(20, TrainingSpec.Order.RANDOM);
    TrainingResult first = train(run, gru(), spec, 1, false, () -> true);
    Path seconds = run.resolve("seconds");
    assertEquals(first.seconds(), Double.parseDouble(Files.readString(seconds).strip()), 1);
    Files.writeString(seconds, "5000\n");
    assertEquals(5000, train(run, gru(), spec, 1, true, () -> true).seconds(), 100);
    Files.writeString(seconds, "soon");
    MalformedInput failure =
        assertThrows(MalformedInput.class, () -> train(run, gru(), spec, 1, true, () -> false));
    assertTrue(failure.getMessage().endsWith("seconds: holds no seconds of training"));
  }

  private static List<String> steps(Path run) throws IOException {
    List<String> steps = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.csv"))) {
      String[] cells = line.split(",", -1);
      steps.add(String.join(" ", cells[0], cells[3], cells[4], cells[7], cells[8]));
    }
    return steps;
  }

  /// A row for each window, and each remembers at least its embeddings.
  @Test
  void memoryCountsWhatEvaluationTakes() throws IOException {
    assertEvaluationCounts(transformer(), TrainingSpec.Order.RANDOM, (3000 - 900) / 16 * 16 * 16);
    assertEvaluationCounts(gru(), TrainingSpec.Order.SEQUENTIAL, 16 * 16 * 12);
  }

  private void assertEvaluationCounts(ModelSpec model, TrainingSpec.Order order, int numbers)
      throws IOException {
    RunConfig config =
        new RunConfig(
            model, training(1, order), "", new RunConfig.Origin("train", "0", "", 900, 0, 0));
    RunFolder run = RunFolder.make(folder.resolve("run"));
    try (MappedTokens mapped = MappedTokens.open(Input.file(tokens), TokenFormat.U16);
        Parallel parallel = new Parallel(1)) {
      Kernels kernels = Kernels.fast(parallel);
      TokenRange train = TokenRange.all(mapped).head(900);
      TokenRange rest = TokenRange.all(mapped).after(900);
      long alone = new Trainer(run, config, train, Optional.empty(), kernels, SILENT).memory();
      long both = new Trainer(run, config, train, Optional.of(rest), kernels, SILENT).memory();
      assertTrue(both - alone >= 4L * numbers, both - alone + " bytes for " + numbers);
    }
  }

  @Test
  void aFirstStepThatIsGivenUpMakesNoModel() throws IOException {
    Path run = folder.resolve("run");
    TrainingSpec spec = training(3, TrainingSpec.Order.RANDOM);
    AtomicInteger times = new AtomicInteger();
    assertEquals(0, train(run, gru(), spec, 1, false, () -> times.incrementAndGet() >= 2).steps());
    assertFalse(Files.exists(new RunFolder(run).weights()));
    assertEquals(3, train(run, gru(), spec, 1, true, () -> false).steps());
  }

  @Test
  void aFinishedTrainingHasNothingToDo() throws IOException {
    Path run = folder.resolve("run");
    TrainingSpec spec = training(5, TrainingSpec.Order.RANDOM);
    train(run, gru(), spec, 1, false, () -> false);
    TrainingResult again = train(run, gru(), spec, 1, true, () -> false);
    assertEquals(TrainingResult.Ending.ALREADY_FINISHED, again.ending());
    assertEquals(5, again.steps());
  }

  @Test
  void aLossThatIsNoNumberNamesTheStepAndThePlace() {
    Diverged failure = divergence(transformer(), 1e30, 50);
    assertTrue(
        failure.getMessage().matches(".*run: step \\d+: .* holds (NaN|-?Infinity) at element .*"),
        failure.getMessage());
  }

  /// A recurrent model's states stay between -1 and 1 whatever its weights, so that its losses are
  /// numbers for long.
  @Test
  void aLossBeyondAnyPerplexityIsAnErrorAsWell() {
    Diverged inStep = divergence(gru(), 1e38, 50);
    assertTrue(inStep.getMessage().contains("step 2: the loss of "), inStep.getMessage());
    assertTrue(inStep.hint().endsWith("--learning-rate or with --clip 1"), inStep.hint());
    Diverged atEnd = divergence(gru(), 1e37, 1);
    assertTrue(atEnd.getMessage().contains("step 1: the validation loss of "), atEnd.getMessage());
    assertFalse(Files.exists(folder.resolve("run").resolve("model.safetensors")));
  }

  private Diverged divergence(ModelSpec model, double rate, long steps) {
    TrainingSpec wild =
        new TrainingSpec(
            new OptimizerSpec.Sgd(0, false, 0),
            Schedule.constant(),
            rate,
            0,
            0,
            TrainingSpec.Limits.steps(steps),
            TrainingSpec.Batching.of(4, TrainingSpec.Order.RANDOM),
            TrainingSpec.Rhythm.evaluating(0),
            7);
    Path run = folder.resolve("run");
    return assertThrows(Diverged.class, () -> train(run, model, wild, 1, false, () -> false));
  }

  @Test
  void aConfigurationComesBackFromJson() {
    RunConfig config =
        new RunConfig(
            transformer(),
            training(5, TrainingSpec.Order.RANDOM),
            "ab",
            new RunConfig.Origin("chainrule train x", "0.1.0", "cd", 1, 2, 3));
    Json json = RecordJson.write(config);
    assertEquals(config, RecordJson.read("config.json", json, RunConfig.class));
    RunConfig recurrent = new RunConfig(gru(), config.training(), "", config.origin());
    assertEquals(
        recurrent, RecordJson.read("config.json", RecordJson.write(recurrent), RunConfig.class));
  }
}
