package chainrule.train.loop;

import chainrule.train.model.ModelSpec;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.Recurrence;
import chainrule.train.optim.OptimizerSpec;

/// The models whose training speed is compared from machine to machine and with other frameworks.
public enum BenchConfiguration {
  /// nanoGPT's recipe for a CPU: 0.8 million parameters, characters.
  A,
  /// The same shape with 10.7 million parameters.
  B,
  /// An LSTM of 2.2 million parameters, characters.
  C,
  /// A simple recurrent model of 0.6 million parameters, characters.
  D,
  /// Two LSTM layers between large tables of words, 14 million parameters.
  E;

  /// Sequences in a step.
  public int batch() {
    return switch (this) {
      case A -> 12;
      case B -> 16;
      case C, D -> 64;
      case E -> 20;
    };
  }

  /// Tokens of a sequence.
  public int length() {
    return model().context();
  }

  public ModelSpec model() {
    return switch (this) {
      case A -> TransformerSpec.nanoGpt(65, 64, 4, 4, 128, 0);
      case B -> TransformerSpec.nanoGpt(65, 256, 6, 6, 384, 0);
      case C -> new RecurrentSpec(Recurrence.Cell.LSTM, 65, 64, 1, 512, 512, false, 0);
      case D -> new RecurrentSpec(Recurrence.Cell.RNN, 65, 64, 1, 512, 512, false, 0);
      case E -> new RecurrentSpec(Recurrence.Cell.LSTM, 33_278, 35, 2, 200, 200, false, 0);
    };
  }

  OptimizerSpec optimizer() {
    return switch (this) {
      case A, B, C, D -> new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.1);
      case E -> new OptimizerSpec.Sgd(0, false, 0);
    };
  }

  double rate() {
    return switch (this) {
      case A, B, C, D -> 1e-3;
      case E -> 20;
    };
  }

  /// The greatest gradient norm, 0 for no limit.
  double clip() {
    return switch (this) {
      case A, B -> 1;
      case C, D -> 0;
      case E -> 0.25;
    };
  }
}
