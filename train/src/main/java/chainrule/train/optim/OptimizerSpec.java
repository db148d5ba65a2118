package chainrule.train.optim;

import chainrule.tokenize.io.BadSetting;

/// Which optimizer, with which settings. The learning rate is not among them: a [Schedule] gives it
/// step by step.
public sealed interface OptimizerSpec {
  /// Stochastic gradient descent, with momentum or without (0).
  record Sgd(double momentum, boolean nesterov, double decay) implements OptimizerSpec {
    public Sgd {
      share("momentum", momentum);
      notNegative("weight decay", decay);
    }
  }

  /// Adam with decoupled weight decay, on matrices only.
  record AdamW(double beta1, double beta2, double epsilon, double decay) implements OptimizerSpec {
    public AdamW {
      share("beta1", beta1);
      share("beta2", beta2);
      notNegative("epsilon", epsilon);
      notNegative("weight decay", decay);
    }
  }

  /// Momentum made orthogonal for the matrices between hidden vectors, AdaGrad for sparse tables,
  /// [AdamW] for the rest.
  ///
  /// @param firstMomentum with which it begins
  /// @param momentumWarmup how many steps it takes from there to `momentum`
  /// @param iterations of Newton and Schulz
  /// @param decay of the matrices
  /// @param embeddingRate learning rate of embeddings in relation to that of the matrices
  /// @param tableRate the same for sparse tables
  /// @param headRate the same for the head and for vectors
  /// @param rest for everything else
  record Muon(
      double momentum,
      double firstMomentum,
      long momentumWarmup,
      boolean nesterov,
      int iterations,
      double decay,
      double embeddingRate,
      double tableRate,
      double headRate,
      AdamW rest)
      implements OptimizerSpec {
    public Muon {
      share("momentum", momentum);
      share("the first momentum", firstMomentum);
      notNegative("weight decay", decay);
      notNegative("the embeddings' rate", embeddingRate);
      notNegative("the sparse tables' rate", tableRate);
      notNegative("the head's rate", headRate);
      if (iterations < 1) {
        throw new BadSetting("Muon needs at least 1 iteration, not " + iterations, "");
      }
      if (momentumWarmup < 0) {
        throw new BadSetting("momentum cannot take %d steps".formatted(momentumWarmup), "");
      }
    }

    /// @param step from 1
    double momentum(long step) {
      double done = momentumWarmup == 0 ? 1 : Math.min(1, (double) step / momentumWarmup);
      return firstMomentum + (momentum - firstMomentum) * done;
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new BadSetting("%s must be at least 0 and below 1, not %s".formatted(name, value), "");
    }
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new BadSetting("%s must not be negative, and is %s".formatted(name, value), "");
    }
  }
}
