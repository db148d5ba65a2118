package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;

/// Drops a share of the numbers while training, and nothing else.
public final class Dropout implements Layer {
  private final chainrule.train.op.Dropout op;

  public Dropout(Scope scope, double rate) {
    this.op = new chainrule.train.op.Dropout(rate, scope.nextSite());
  }

  @Override
  public Value apply(Execution execution, Value x) {
    return op.rate() > 0 && execution.isTraining()
        ? execution.one(op, x, execution.randomKey())
        : x;
  }
}
