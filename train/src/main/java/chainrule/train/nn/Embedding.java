package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Gather;
import chainrule.train.tensor.Shape;

/// A table `[rows, width]` whose rows are looked up by ids.
public final class Embedding implements Layer {
  private static final Gather GATHER = new Gather();

  /// The most rows of a table of which a step is taken to see a good part.
  private static final int FEW = 4096;

  private final Parameter weight;

  /// A table that is only looked up.
  public Embedding(Scope scope, int rows, int width, Init init) {
    this(scope, rows, width, init, rows > FEW ? Role.SPARSE_TABLE : Role.EMBEDDING);
  }

  /// A table that may turn vectors into logits, too: then a step sees all of it.
  public static Embedding tied(Scope scope, int rows, int width, Init init, boolean tied) {
    return tied
        ? new Embedding(scope, rows, width, init, Role.EMBEDDING)
        : new Embedding(scope, rows, width, init);
  }

  private Embedding(Scope scope, int rows, int width, Init init, Role role) {
    this.weight = scope.parameter("weight", Shape.of(rows, width), init, role);
  }

  public Parameter weight() {
    return weight;
  }

  /// @param ids of any shape
  @Override
  public Value apply(Execution execution, Value ids) {
    return execution.one(GATHER, weight, ids);
  }
}
