package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.RmsNormalization;
import chainrule.train.tensor.Shape;
import java.util.Optional;

/// Each vector stretched to a mean square of 1, then by weights, if any.
public final class RmsNorm implements Layer {
  private final RmsNormalization op;
  private final Optional<Parameter> weight;

  public RmsNorm(Scope scope, int width, double epsilon, boolean weighted) {
    this.op = new RmsNormalization(epsilon);
    this.weight =
        weighted
            ? Optional.of(scope.parameter("weight", Shape.of(width), Init.ones(), Role.VECTOR))
            : Optional.empty();
  }

  @Override
  public Value apply(Execution execution, Value x) {
    return weight.isPresent() ? execution.one(op, x, weight.get()) : execution.one(op, x);
  }
}
