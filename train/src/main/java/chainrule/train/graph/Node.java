package chainrule.train.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// One operation of a [Graph], in ONNX's words.
///
/// @param name unique in its graph, for messages
/// @param operator `MatMul`, `Attention`, …
/// @param domain empty for ONNX's own operators
public record Node(
    String name,
    String operator,
    String domain,
    List<Wire> inputs,
    List<Wire> outputs,
    Map<String, Attribute> attributes) {
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /// The same with other wires.
  Node renamed(UnaryOperator<Wire> change) {
    return new Node(
        name,
        operator,
        domain,
        inputs.stream().map(change).toList(),
        outputs.stream().map(change).toList(),
        attributes);
  }
}
