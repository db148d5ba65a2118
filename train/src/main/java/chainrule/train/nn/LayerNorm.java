package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.LayerNormalization;
import chainrule.train.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Each vector moved and stretched to mean 0 and variance 1, then by weights and biases, if any.
public final class LayerNorm implements Layer {
  private final LayerNormalization op;
  private final List<Parameter> parameters = new ArrayList<>();

  public LayerNorm(Scope scope, int width, double epsilon, boolean weighted, boolean biased) {
    this.op = new LayerNormalization(epsilon);
    if (weighted || biased) {
      parameters.add(scope.parameter("weight", Shape.of(width), Init.ones(), Role.VECTOR));
    }
    if (biased) {
      parameters.add(scope.parameter("bias", Shape.of(width), Init.zeros(), Role.VECTOR));
    }
  }

  @Override
  public Value apply(Execution execution, Value x) {
    return switch (parameters.size()) {
      case 0 -> execution.one(op, x);
      case 1 -> execution.one(op, x, parameters.get(0));
      default -> execution.one(op, x, parameters.get(0), parameters.get(1));
    };
  }
}
