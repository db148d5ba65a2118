package chainrule.train.loop;

import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Recurrence.Cell;
import chainrule.train.optim.OptimizerSpec;
import chainrule.train.optim.Schedule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Well-known models with the way in which they are trained; every setting can be changed.
public enum Preset {
  SMALL("a small modern Transformer that learns fast; the default") {
    @Override
    ModelSpec model(int vocabulary) {
      int previous = vocabulary <= FEW_TOKENS ? 4 : 1;
      return TransformerSpec.fast(vocabulary, 128, 3, 4, 128, previous);
    }

    @Override
    TrainingSpec training() {
      return muon(2000, 16, 250);
    }
  },
  SHAKESPEARE_CHAR_CPU("nanoGPT's recipe for a CPU: 4 layers, 128 wide, context 64") {
    @Override
    ModelSpec model(int vocabulary) {
      return TransformerSpec.nanoGpt(vocabulary, 64, 4, 4, 128, 0);
    }

    @Override
    TrainingSpec training() {
      return nanoGpt(2000, 12, 0);
    }
  },
  SHAKESPEARE_CHAR("nanoGPT's recipe for a GPU: 6 layers, 384 wide, context 256") {
    @Override
    ModelSpec model(int vocabulary) {
      return TransformerSpec.nanoGpt(vocabulary, 256, 6, 6, 384, 0.2);
    }

    @Override
    TrainingSpec training() {
      return nanoGpt(5000, 64, 250);
    }
  },
  SHAKESPEARE_CHAR_FAST("3 layers with tables of n-grams before: the most learned in a minute") {
    @Override
    ModelSpec model(int vocabulary) {
      return TransformerSpec.fast(vocabulary, 64, 3, 4, 128, 4).withHashed(5, 1 << 14);
    }

    @Override
    TrainingSpec training() {
      return muon(880, 32, 0);
    }
  },
  RNN_CHAR("a simple recurrent network, 512 wide") {
    @Override
    ModelSpec model(int vocabulary) {
      return new RecurrentSpec(Cell.RNN, vocabulary, 64, 1, 512, 512, false, 0);
    }

    @Override
    TrainingSpec training() {
      return adam(2000, 64, 1e-3);
    }
  },
  GRU_CHAR("a GRU, 320 wide") {
    @Override
    ModelSpec model(int vocabulary) {
      return new RecurrentSpec(Cell.GRU, vocabulary, 64, 1, 320, 320, false, 0);
    }

    @Override
    TrainingSpec training() {
      return adam(1000, 32, 4e-3);
    }
  },
  LSTM_CHAR("an LSTM, 512 wide, as in char-rnn") {
    @Override
    ModelSpec model(int vocabulary) {
      return new RecurrentSpec(Cell.LSTM, vocabulary, 64, 1, 512, 512, false, 0);
    }

    @Override
    TrainingSpec training() {
      return adam(2000, 64, 2e-3);
    }
  },
  LSTM_WORD("a word-level LSTM of 2 layers, 200 wide, trained by SGD") {
    @Override
    ModelSpec model(int vocabulary) {
      return new RecurrentSpec(Cell.LSTM, vocabulary, 35, 2, 200, 200, false, 0.2);
    }

    @Override
    TrainingSpec training() {
      return new TrainingSpec(
          new OptimizerSpec.Sgd(0, false, 0),
          Schedule.linear(0, 0.01),
          20,
          0,
          6,
          0,
          20,
          1,
          0.25,
          0,
          TrainingSpec.Order.SEQUENTIAL,
          true,
          500,
          0,
          500,
          2,
          0);
    }
  },
  GPT2("GPT-2 small: 12 layers, 768 wide, context 1024 (124 M with its vocabulary)") {
    @Override
    ModelSpec model(int vocabulary) {
      return TransformerSpec.gpt2(vocabulary, 1024, 12, 12, 768);
    }

    @Override
    TrainingSpec training() {
      return new TrainingSpec(
          new OptimizerSpec.AdamW(0.9, 0.95, 1e-8, 0.1),
          Schedule.cosine(700, 0.1),
          6e-4,
          20_000,
          0,
          0,
          4,
          8,
          1.0,
          0,
          TrainingSpec.Order.SHUFFLED,
          false,
          500,
          0,
          100,
          2,
          0);
    }
  },
  LLAMA_TINY("Llama's shape: 6 layers, 288 wide, 768 hidden, rotary, SwiGLU") {
    @Override
    ModelSpec model(int vocabulary) {
      return TransformerSpec.llama(vocabulary, 256, 6, 6, 6, 288, 768);
    }

    @Override
    TrainingSpec training() {
      return new TrainingSpec(
          new OptimizerSpec.AdamW(0.9, 0.95, 1e-8, 0.1),
          Schedule.cosine(200, 0.1),
          5e-4,
          10_000,
          0,
          0,
          16,
          1,
          1.0,
          0,
          TrainingSpec.Order.SHUFFLED,
          false,
          500,
          0,
          250,
          2,
          0);
    }
  };

  private static final int FEW_TOKENS = 4096;

  private final String summary;

  Preset(String summary) {
    this.summary = summary;
  }

  abstract ModelSpec model(int vocabulary);

  abstract TrainingSpec training();

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

  /// nanoGPT's: AdamW, cosine to a tenth, windows at random.
  private static TrainingSpec nanoGpt(long steps, int batch, long evaluateEvery) {
    return new TrainingSpec(
        new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.1),
        Schedule.cosine(100, 0.1),
        1e-3,
        steps,
        0,
        0,
        batch,
        1,
        1.0,
        0,
        TrainingSpec.Order.RANDOM,
        false,
        evaluateEvery,
        0,
        500,
        2,
        0);
  }

  private static TrainingSpec adam(long steps, int batch, double rate) {
    return new TrainingSpec(
        new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.1),
        Schedule.cosine(50, 0.05),
        rate,
        steps,
        0,
        0,
        batch,
        1,
        1.0,
        0,
        TrainingSpec.Order.SHUFFLED,
        false,
        500,
        0,
        500,
        2,
        0);
  }

  /// Muon for the matrices, Adam for the rest, straight down to nothing.
  private static TrainingSpec muon(long steps, int batch, long evaluateEvery) {
    return new TrainingSpec(
        new OptimizerSpec.Muon(
            0.9, 0.85, 100, true, 3, 0, 1.5, 15, 0.25, new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0)),
        Schedule.linear(10, 0),
        0.02,
        steps,
        0,
        0,
        batch,
        1,
        0,
        0,
        TrainingSpec.Order.SHUFFLED,
        false,
        evaluateEvery,
        0,
        500,
        2,
        0);
  }
}
