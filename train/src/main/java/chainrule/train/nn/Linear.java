package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Gemm;
import chainrule.train.op.LinearCrossEntropy;
import chainrule.train.tensor.Shape;
import java.util.Optional;

/// `x·W + b`, with `W` `[in, out]` and `b` `[out]`, if there is one.
public final class Linear implements Layer {
  private static final Gemm GEMM = new Gemm(false);

  private final Parameter weight;
  private final Optional<Parameter> bias;

  /// @param biasInit of the bias; there is none if it is empty
  public Linear(Scope scope, int in, int out, Init init, Optional<Init> biasInit, Role role) {
    this.weight = scope.parameter("weight", Shape.of(in, out), init, role);
    this.bias = biasInit.map(start -> scope.parameter("bias", Shape.of(out), start, Role.VECTOR));
  }

  public Linear(Scope scope, int in, int out, Init init, boolean biased) {
    this(scope, in, out, init, biased ? Optional.of(Init.zeros()) : Optional.empty(), Role.MATRIX);
  }

  @Override
  public Value apply(Execution execution, Value x) {
    return bias.isPresent()
        ? execution.one(GEMM, x, weight, bias.get())
        : execution.one(GEMM, x, weight);
  }

  /// The cross-entropy of the results as logits.
  Value[] crossEntropy(Execution execution, Value x, Value targets, double smoothing) {
    LinearCrossEntropy op = new LinearCrossEntropy(false, smoothing);
    return bias.isPresent()
        ? execution.apply(op, x, weight, targets, bias.get())
        : execution.apply(op, x, weight, targets);
  }
}
