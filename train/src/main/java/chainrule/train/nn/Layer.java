package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;

/// Something from a value to a value.
public interface Layer {
  /// Gives back what it is given.
  Layer IDENTITY = (execution, x) -> x;

  Value apply(Execution execution, Value x);
}
