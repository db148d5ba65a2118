package chainrule.train.loop;

import chainrule.train.loop.TrainingSpec.Batching;
import chainrule.train.loop.TrainingSpec.Limits;
import chainrule.train.loop.TrainingSpec.Order;
import chainrule.train.loop.TrainingSpec.Rhythm;
import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Recurrence.Cell;
import chainrule.train.optim.OptimizerSpec;
import chainrule.train.optim.Schedule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/// Well-known models with the way in which they are trained; every setting can be changed.
public enum Preset {
  SMALL(
      "a small modern Transformer that learns fast; the default",
      vocabulary -> fast(vocabulary, 128, 3),
      muon(30, 2000, 3, 16, 250)),
  SHAKESPEARE_CHAR_CPU(
      "nanoGPT's recipe for a CPU: 4 layers, 128 wide, context 64",
      vocabulary -> TransformerSpec.nanoGpt(vocabulary, 64, 4, 4, 128, 0),
      nanoGpt(2000, 12, 0)),
  SHAKESPEARE_CHAR(
      "nanoGPT's recipe for a GPU: 6 layers, 384 wide, context 256",
      vocabulary -> TransformerSpec.nanoGpt(vocabulary, 256, 6, 6, 384, 0.2),
      nanoGpt(5000, 64, 250)),
  SHAKESPEARE_CHAR_FAST(
      "3 layers over tables of n-grams, for as long as --max-time gives it",
      vocabulary -> fast(vocabulary, 128, 3),
      muon(30, 0, 2, 16, 0)),
  SHAKESPEARE_CHAR_LONG(
      "4 layers, 192 wide, context 256, for some minutes: shorter n-grams, read three times",
      vocabulary ->
          TransformerSpec.fast(vocabulary, 256, 4, 6, 192, 4)
              .withHashed(3, 1 << 14)
              .withDropout(0.1, 0.1),
      muon(15, 0, 3, 8, 0)),
  WORD_FAST(
      "2 layers for about a million words, read twice within a quarter of an hour",
      vocabulary -> TransformerSpec.fast(vocabulary, 64, 2, 4, 128, 1).withDropout(0.2, 0.2),
      muon(30, 0, 2, 16, 0)),
  RNN_CHAR(
      "a simple recurrent network, 512 wide",
      vocabulary -> recurrent(Cell.RNN, vocabulary, 512),
      adam(0.99, Schedule.cosine(50, 0.05), 1e-3, 2000, shuffled(64))),
  GRU_CHAR(
      "a GRU, 320 wide",
      vocabulary -> recurrent(Cell.GRU, vocabulary, 320),
      adam(0.99, Schedule.cosine(50, 0.05), 4e-3, 1000, shuffled(32))),
  LSTM_CHAR(
      "an LSTM, 512 wide, as in char-rnn",
      vocabulary -> recurrent(Cell.LSTM, vocabulary, 512),
      adam(0.99, Schedule.cosine(50, 0.05), 2e-3, 2000, shuffled(64))),
  LSTM_WORD(
      "a word-level LSTM of 2 layers, 200 wide, trained by SGD",
      vocabulary -> new RecurrentSpec(Cell.LSTM, vocabulary, 35, 2, 200, 200, false, 0.2),
      sgd(20, 6, 20)),
  GPT2(
      "GPT-2 small: 12 layers, 768 wide, context 1024 (124 M with its vocabulary)",
      vocabulary -> TransformerSpec.gpt2(vocabulary, 1024, 12, 12, 768),
      adam(
          0.95,
          Schedule.cosine(700, 0.1),
          6e-4,
          20_000,
          new Batching(4, 8, Order.SHUFFLED, false))),
  LLAMA_TINY(
      "Llama's shape: 6 layers, 288 wide, 768 hidden, rotary, SwiGLU",
      vocabulary -> TransformerSpec.llama(vocabulary, 256, 6, 6, 6, 288, 768),
      adam(0.95, Schedule.cosine(200, 0.1), 5e-4, 10_000, shuffled(16)));

  /// Up to here tokens are characters or bytes, of which a step sees each.
  private static final int FEW_TOKENS = 4096;

  private final String summary;
  private final IntFunction<ModelSpec> model;
  private final TrainingSpec training;

  Preset(String summary, IntFunction<ModelSpec> model, TrainingSpec training) {
    this.summary = summary;
    this.model = model;
    this.training = training;
  }

  ModelSpec model(int vocabulary) {
    return model.apply(vocabulary);
  }

  TrainingSpec training() {
    return training;
  }

  /// What users type: `shakespeare-char-cpu`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A line for a list.
  public String summary() {
    return summary;
  }

  public static Optional<Preset> named(String word) {
    return Arrays.stream(values()).filter(preset -> preset.word().equals(word)).findFirst();
  }

  /// The shape that learns most in little time. Characters are foretold from tables of up to five
  /// of them; of words, longer n-grams than two are too many and seen too seldom.
  private static TransformerSpec fast(int vocabulary, int context, int layers) {
    return vocabulary <= FEW_TOKENS
        ? TransformerSpec.fast(vocabulary, context, layers, 4, 128, 4)
            .withHashed(5, 1 << 14)
            .withDropout(0, 0.1)
        : TransformerSpec.fast(vocabulary, context, layers, 4, 128, 1).withDropout(0.1, 0.1);
  }

  private static RecurrentSpec recurrent(Cell cell, int vocabulary, int width) {
    return new RecurrentSpec(cell, vocabulary, 64, 1, width, width, false, 0);
  }

  private static Batching shuffled(int batch) {
    return Batching.of(batch, Order.SHUFFLED);
  }

  /// nanoGPT's: AdamW, cosine to a tenth, windows at random.
  private static TrainingSpec nanoGpt(long steps, int batch, long evaluateEvery) {
    return new TrainingSpec(
        UsualOptimizer.ADAMW.spec(),
        Schedule.cosine(100, 0.1),
        1e-3,
        1.0,
        0,
        Limits.steps(steps),
        Batching.of(batch, Order.RANDOM),
        Rhythm.evaluating(evaluateEvery),
        0);
  }

  private static TrainingSpec adam(
      double beta2, Schedule schedule, double rate, long steps, Batching batching) {
    return new TrainingSpec(
        new OptimizerSpec.AdamW(0.9, beta2, 1e-8, 0.1),
        schedule,
        rate,
        1.0,
        0,
        Limits.steps(steps),
        batching,
        Rhythm.evaluating(500),
        0);
  }

  /// Muon, its rate straight down to nothing. A text that is seen more often is learned by heart.
  ///
  /// @param tableRate of the sparse tables in relation to that of the matrices
  /// @param steps at most, 0 for no limit
  private static TrainingSpec muon(
      double tableRate, long steps, double epochs, int batch, long evaluateEvery) {
    return new TrainingSpec(
        UsualOptimizer.muon(tableRate),
        Schedule.linear(10, 0),
        0.02,
        0,
        0,
        new Limits(steps, epochs, 0, 0),
        shuffled(batch),
        Rhythm.evaluating(evaluateEvery),
        0);
  }

  /// Plain descent over so many epochs, the state carried from batch to batch.
  private static TrainingSpec sgd(double rate, double epochs, int batch) {
    return new TrainingSpec(
        UsualOptimizer.SGD.spec(),
        Schedule.linear(0, 0.01),
        rate,
        0.25,
        0,
        Limits.epochs(epochs),
        new Batching(batch, 1, Order.SEQUENTIAL, true),
        Rhythm.evaluating(500),
        0);
  }
}
