package chainrule.train.autograd;

import chainrule.train.tensor.Shape;

/// A tensor as models see it: something with a shape that ops can be applied to. What is behind it
/// depends on the [Execution] that made it; a [Leaf] is made by nobody and may be used with all.
public interface Value {
  Shape shape();

  /// Whether gradients flow to it.
  boolean isTracked();
}
