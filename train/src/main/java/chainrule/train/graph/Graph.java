package chainrule.train.graph;

import java.util.List;

/// A computation as a list of nodes in an order in which they can run. Immutable; [GraphBuilder]
/// makes one, the exporter writes it.
public record Graph(
    String name,
    List<Port> inputs,
    List<Initializer> initializers,
    List<Node> nodes,
    List<Port> outputs) {
  public Graph {
    inputs = List.copyOf(inputs);
    initializers = List.copyOf(initializers);
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }
}
