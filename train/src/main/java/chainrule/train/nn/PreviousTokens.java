package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.HashedContext;
import chainrule.train.op.PreviousIds;
import java.util.Optional;

/// A table of what tokens before say about the next: a row for the token at one distance, or a
/// hashed row for several that stand together. Moves an n-gram's knowledge into look-ups that cost
/// next to nothing.
public final class PreviousTokens {
  private final Embedding table;
  private final int distance;
  private final int order;
  private final int filler;
  private final int rows;

  private PreviousTokens(Embedding table, int distance, int order, int filler, int rows) {
    this.table = table;
    this.distance = distance;
    this.order = order;
    this.filler = filler;
    this.rows = rows;
  }

  /// A row for the token that stands `distance` before; the row after the last token's is for those
  /// that have none.
  public static PreviousTokens at(Scope scope, int distance, int vocabulary, int width, Init init) {
    Embedding table = new Embedding(scope, vocabulary + 1, width, init);
    return new PreviousTokens(table, distance, 1, vocabulary, vocabulary + 1);
  }

  /// A row for each `order` tokens that end with the present one, hashed into so many rows.
  public static PreviousTokens hashed(
      Scope scope, int order, int rows, int vocabulary, int width, Init init) {
    return new PreviousTokens(new Embedding(scope, rows, width, init), 0, order, vocabulary, rows);
  }

  Value apply(Execution execution, Value ids, Optional<Value> past) {
    if (order == 1) {
      return table.apply(execution, before(execution, ids, past, distance));
    }
    Value[] together = new Value[order];
    for (int i = 0; i < order; i++) {
      together[i] = i == 0 ? ids : before(execution, ids, past, i);
    }
    return table.apply(execution, execution.one(new HashedContext(rows), together));
  }

  private Value before(Execution execution, Value ids, Optional<Value> past, int places) {
    PreviousIds op = new PreviousIds(places, filler);
    return past.isPresent() ? execution.one(op, ids, past.get()) : execution.one(op, ids);
  }

  int reach() {
    return Math.max(distance, order - 1);
  }
}
