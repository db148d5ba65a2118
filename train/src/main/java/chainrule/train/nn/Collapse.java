package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Reduce;
import chainrule.train.op.Reshape;
import chainrule.train.op.Slice;

/// From a vector for each position, `[batch, time, width]`, to one for each sequence, `[batch,
/// width]`, or not at all.
public enum Collapse implements Layer {
  /// Keeps every position.
  NONE,
  FIRST,
  LAST,
  AVERAGE;

  @Override
  public Value apply(Execution execution, Value x) {
    return switch (this) {
      case NONE -> x;
      case FIRST -> pick(execution, x, 0);
      case LAST -> pick(execution, x, -1);
      case AVERAGE -> execution.one(Reduce.mean(1), x);
    };
  }

  private static Value pick(Execution execution, Value x, int position) {
    Value one = execution.one(new Slice(1, position, 1), x);
    return execution.one(Reshape.to(0, x.shape().size(2)), one);
  }
}
