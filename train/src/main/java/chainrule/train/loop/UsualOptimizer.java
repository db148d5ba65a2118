package chainrule.train.loop;

import chainrule.tokenize.io.Json;
import chainrule.train.optim.OptimizerSpec;

/// The optimizers, each with settings that it is known to work well with.
public enum UsualOptimizer {
  SGD,
  ADAMW,
  MUON;

  OptimizerSpec spec() {
    return switch (this) {
      case SGD -> new OptimizerSpec.Sgd(0, false, 0);
      case ADAMW -> new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0.1);
      case MUON -> muon(30);
    };
  }

  /// The settings by the names that they have in files.
  public Json.Members settings() {
    return RecordJson.write((Record) spec());
  }

  /// Muon for the matrices, Adam and AdaGrad for the rest.
  ///
  /// @param tableRate of the sparse tables in relation to that of the matrices
  static OptimizerSpec.Muon muon(double tableRate) {
    OptimizerSpec.AdamW rest = new OptimizerSpec.AdamW(0.9, 0.99, 1e-8, 0);
    return new OptimizerSpec.Muon(0.9, 0.85, 100, true, 3, 0, 1.5, tableRate, 0.25, rest);
  }
}
