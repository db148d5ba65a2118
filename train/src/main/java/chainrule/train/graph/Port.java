package chainrule.train.graph;

import chainrule.train.tensor.Shape;

/// An input or output of a whole [Graph]: a wire whose type and shape are declared.
public record Port(Wire wire, Element element, Shape shape) {}
