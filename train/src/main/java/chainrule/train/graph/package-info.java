/// A computation graph in ONNX's words, without its file format.
///
/// A [GraphBuilder][chainrule.train.graph.GraphBuilder] collects
/// [Node][chainrule.train.graph.Node]s joined by [Wire][chainrule.train.graph.Wire]s into a
/// [Graph][chainrule.train.graph.Graph]. Every op knows how to lower itself into one; the exporter
/// knows how to write it.
package chainrule.train.graph;
