package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Gemm;
import chainrule.train.op.LinearCrossEntropy;
import java.util.Optional;

/// From vectors to logits: a matrix of its own, or the table of the embeddings again (tied).
public final class GenerateToken implements Layer {
  private static final Gemm TIED = new Gemm(true);

  private final Optional<Linear> own;
  private final Optional<Embedding> tied;

  private GenerateToken(Optional<Linear> own, Optional<Embedding> tied) {
    this.own = own;
    this.tied = tied;
  }

  /// @param matrix `[width, vocabulary]`
  public static GenerateToken with(Linear matrix) {
    return new GenerateToken(Optional.of(matrix), Optional.empty());
  }

  public static GenerateToken tied(Embedding table) {
    return new GenerateToken(Optional.empty(), Optional.of(table));
  }

  @Override
  public Value apply(Execution execution, Value x) {
    return own.isPresent()
        ? own.get().apply(execution, x)
        : execution.one(TIED, x, tied.orElseThrow().weight());
  }

  /// How surprised the model is by the tokens that come next: what the cross-entropy of the logits
  /// would give, without the logits.
  ///
  /// @param x `[…, width]`
  /// @param targets ids `[…]`; negative ones are left out
  /// @return the mean and each target's own `[…]`, in nats
  public Value[] loss(Execution execution, Value x, Value targets, double smoothing) {
    return own.isPresent()
        ? own.get().crossEntropy(execution, x, targets, smoothing)
        : execution.apply(
            new LinearCrossEntropy(true, smoothing), x, tied.orElseThrow().weight(), targets);
  }
}
