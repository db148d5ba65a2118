package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import chainrule.train.op.Gather;

/// A sequence of vectors `[batch, time, width]`: there already, or rows of a table that nobody has
/// looked up yet. Who multiplies each vector by a matrix can multiply the rows instead, if these
/// are fewer.
public sealed interface Vectors {
  record Dense(Value value) implements Vectors {}

  /// @param table `[rows, width]`
  /// @param ids `[batch, time]`
  record Rows(Value table, Value ids) implements Vectors {}

  default Value dense(Execution execution) {
    return switch (this) {
      case Dense(Value value) -> value;
      case Rows(Value table, Value ids) -> execution.one(new Gather(), table, ids);
    };
  }
}
