package chainrule.train.graph;

import chainrule.train.tensor.Shape;

/// A wire whose numbers are known: a weight or a constant.
///
/// @param element what it is written as; token ids and shapes are `INT64` in ONNX
/// @param shape of as many elements as there are numbers, which may lie in another shape
public record Initializer(Wire wire, Element element, Shape shape, Numbers numbers) {}
