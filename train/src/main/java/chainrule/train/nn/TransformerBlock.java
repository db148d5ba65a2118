package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;

/// Attention and a feed-forward layer, each with a residual connection and a norm.
public final class TransformerBlock {
  private final MultiHeadAttention attention;
  private final AddNorm first;
  private final AddNorm second;

  /// @param first norm and dropout around attention
  /// @param second norm and dropout around the feed-forward layer, which it holds
  public TransformerBlock(MultiHeadAttention attention, AddNorm first, AddNorm second) {
    this.attention = attention;
    this.first = first;
    this.second = second;
  }

  Value apply(Execution execution, Value x, Context context, State state) {
    Value seen =
        first.apply(execution, x, (e, normal) -> attention.apply(e, normal, context, state));
    return second.apply(execution, seen);
  }

  MultiHeadAttention attention() {
    return attention;
  }
}
