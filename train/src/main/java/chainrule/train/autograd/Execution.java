package chainrule.train.autograd;

/// Somebody who carries out ops: all that layers and models ever see. [Tape] records for training,
/// [Eager] computes at once, [Trace] draws the graph. Not for use by several threads.
public interface Execution {
  /// The results of an op.
  Value[] apply(Op op, Value... in);

  /// The first result of an op.
  default Value one(Op op, Value... in) {
    return apply(op, in)[0];
  }

  /// Whether dropout drops.
  boolean isTraining();

  /// The key of this step's random numbers: `INT32 [2]`.
  Value randomKey();
}
