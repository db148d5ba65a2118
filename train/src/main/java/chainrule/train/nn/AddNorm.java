package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Arithmetic;

/// A layer with a residual connection and a norm: `x + f(norm(x))`, or `norm(x + f(x))` as in the
/// first Transformer.
public final class AddNorm implements Layer {
  private final Layer norm;
  private final Layer inner;
  private final Layer dropout;
  private final boolean isNormFirst;

  /// @param dropout of what is added
  public AddNorm(Layer norm, boolean isNormFirst, Layer inner, Layer dropout) {
    this.norm = norm;
    this.isNormFirst = isNormFirst;
    this.inner = inner;
    this.dropout = dropout;
  }

  @Override
  public Value apply(Execution execution, Value x) {
    return apply(execution, x, inner);
  }

  /// The same with a layer that is only known now.
  public Value apply(Execution execution, Value x, Layer f) {
    Value y = f.apply(execution, isNormFirst ? norm.apply(execution, x) : x);
    Value sum = execution.one(Arithmetic.ADD, x, dropout.apply(execution, y));
    return isNormFirst ? sum : norm.apply(execution, sum);
  }
}
