package chainrule.export.onnx;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.Initializer;
import chainrule.train.graph.Node;
import chainrule.train.graph.Numbers;
import chainrule.train.graph.Wire;
import chainrule.train.nn.Parameter;
import chainrule.train.nn.Parameters;
import chainrule.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How many bits of each learned number an exported model keeps. It computes with 32 bits in any
/// case: what was kept with fewer is widened once, when the model is loaded.
public enum Precision {
  FLOAT32,
  FLOAT16;

  /// The same graph with the numbers of the model's parameters kept so.
  Graph keep(Graph graph) {
    if (this == FLOAT32) {
      return graph;
    }
    List<Initializer> initializers = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (Initializer weight : graph.initializers()) {
      if (weight.numbers() instanceof Numbers.Elsewhere) {
        Wire wire = weight.wire();
        Wire kept = new Wire(wire.name() + ".float16");
        initializers.add(new Initializer(kept, Element.FLOAT16, weight.shape(), weight.numbers()));
        nodes.add(
            new Node(
                kept.name() + ".widened",
                "Cast",
                "",
                List.of(kept),
                List.of(wire),
                Map.of("to", Attribute.of(Element.FLOAT.number()))));
      } else {
        initializers.add(weight);
      }
    }
    nodes.addAll(graph.nodes());
    return new Graph(graph.name(), graph.inputs(), initializers, nodes, graph.outputs());
  }

  /// Makes a model's numbers what the file will have.
  public void round(Parameters parameters) {
    if (this == FLOAT32) {
      return;
    }
    for (Parameter parameter : parameters.all()) {
      Tensor tensor = parameter.tensor();
      for (int i = 0; i < tensor.size(); i++) {
        tensor.set(i, Float.float16ToFloat(Float.floatToFloat16((float) tensor.get(i))));
      }
    }
  }
}
