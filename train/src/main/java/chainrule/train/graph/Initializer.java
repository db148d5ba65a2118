package chainrule.train.graph;

import chainrule.train.tensor.Tensor;

/// A wire whose numbers are known: a weight or a constant.
///
/// @param element what it is written as; token ids and shapes are `INT64` in ONNX
public record Initializer(Wire wire, Element element, Tensor numbers) {}
