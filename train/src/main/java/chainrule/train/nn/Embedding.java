package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Gather;
import chainrule.train.tensor.Shape;

/// A table `[rows, width]` whose rows are looked up by ids.
public final class Embedding implements Layer {
  private static final Gather GATHER = new Gather();

  private final Parameter weight;

  public Embedding(Scope scope, int rows, int width, Init init) {
    this(scope, rows, width, init, Role.EMBEDDING);
  }

  Embedding(Scope scope, int rows, int width, Init init, Role role) {
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
