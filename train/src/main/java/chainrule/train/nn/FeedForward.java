package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.kernel.Unary;
import chainrule.train.op.Activation;
import chainrule.train.op.Gate;
import java.util.Optional;

/// `f(x·U)·D`, or where it is gated, `(f(x·G)·(x·U))·D`.
public final class FeedForward implements Layer {
  private final Linear up;
  private final Optional<Linear> gate;
  private final Linear down;
  private final Activation activation;
  private final Gate gating;

  /// What stands between the two matrices.
  public enum Kind {
    RELU(Unary.RELU, false),
    RELU_SQUARED(Unary.RELU_SQUARED, false),
    GELU(Unary.GELU, false),
    GELU_TANH(Unary.GELU_TANH, false),
    SWIGLU(Unary.SILU, true),
    GEGLU(Unary.GELU, true);

    private final Unary f;
    private final boolean isGated;

    Kind(Unary f, boolean isGated) {
      this.f = f;
      this.isGated = isGated;
    }

    public boolean isGated() {
      return isGated;
    }
  }

  /// @param in how the matrices to the hidden numbers begin
  /// @param out how the matrix back begins
  public FeedForward(
      Scope scope, int width, int hidden, Kind kind, boolean biased, Init in, Init out) {
    this.gate =
        kind.isGated
            ? Optional.of(new Linear(scope.in("gate"), width, hidden, in, biased))
            : Optional.empty();
    this.up = new Linear(scope.in("up"), width, hidden, in, biased);
    this.down = new Linear(scope.in("down"), hidden, width, out, biased);
    this.activation = new Activation(kind.f);
    this.gating = new Gate(kind.f);
  }

  @Override
  public Value apply(Execution execution, Value x) {
    Value hidden = up.apply(execution, x);
    Value active =
        gate.isPresent()
            ? execution.one(gating, gate.get().apply(execution, x), hidden)
            : execution.one(activation, hidden);
    return down.apply(execution, active);
  }
}
