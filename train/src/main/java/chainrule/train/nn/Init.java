package chainrule.train.nn;

import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Tensor;

/// How a [Parameter] begins.
public sealed interface Init {
  record Constant(double value) implements Init {}

  record Normal(double deviation) implements Init {}

  /// From `-bound` to `bound`.
  record Uniform(double bound) implements Init {}

  static Init zeros() {
    return new Constant(0);
  }

  static Init ones() {
    return new Constant(1);
  }

  default void fill(Tensor tensor, Rng rng) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(
          i,
          switch (this) {
            case Constant(double value) -> value;
            case Normal(double deviation) -> deviation * rng.nextGaussian();
            case Uniform(double bound) -> bound * (2 * rng.nextDouble() - 1);
          });
    }
  }
}
