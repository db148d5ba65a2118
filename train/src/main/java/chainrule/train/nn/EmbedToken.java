package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Arithmetic;
import java.util.List;
import java.util.Optional;

/// From ids to vectors: a token's own row, added to it the rows of the tokens before and of its
/// position, if these are wanted; then a norm and dropout.
public final class EmbedToken {
  private final Embedding tokens;
  private final Optional<Embedding> positions;
  private final List<PreviousTokens> previous;
  private final Layer norm;
  private final Layer dropout;

  public EmbedToken(
      Embedding tokens,
      Optional<Embedding> positions,
      List<PreviousTokens> previous,
      Layer norm,
      Layer dropout) {
    this.tokens = tokens;
    this.positions = positions;
    this.previous = List.copyOf(previous);
    this.norm = norm;
    this.dropout = dropout;
  }

  /// @param ids `[batch, time]`
  /// @param past ids that stood before, `[batch, past]`, if any
  public Vectors apply(Execution execution, Value ids, Optional<Value> past, Context context) {
    if (isPlain()) {
      return new Vectors.Rows(tokens.weight(), ids);
    }
    Value sum = tokens.apply(execution, ids);
    for (PreviousTokens table : previous) {
      sum = execution.one(Arithmetic.ADD, sum, table.apply(execution, ids, past));
    }
    if (positions.isPresent()) {
      Value place = positions.get().apply(execution, context.positions());
      sum = execution.one(Arithmetic.ADD, sum, place);
    }
    return new Vectors.Dense(dropout.apply(execution, norm.apply(execution, sum)));
  }

  private boolean isPlain() {
    return positions.isEmpty()
        && previous.isEmpty()
        && norm.equals(Layer.IDENTITY)
        && dropout.equals(Layer.IDENTITY);
  }

  /// How many tokens before the first are worth knowing.
  public int reach() {
    return previous.stream().mapToInt(PreviousTokens::reach).max().orElse(0);
  }
}
