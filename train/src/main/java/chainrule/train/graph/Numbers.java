package chainrule.train.graph;

import chainrule.train.tensor.Tensor;

/// The numbers of an [Initializer].
public sealed interface Numbers {
  /// In memory.
  record Here(Tensor tensor) implements Numbers {}

  /// A parameter of a model that was not read: whoever writes the graph looks them up by this name.
  record Elsewhere(String parameter) implements Numbers {}
}
