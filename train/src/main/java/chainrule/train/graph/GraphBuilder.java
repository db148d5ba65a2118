package chainrule.train.graph;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts a [Graph] together node by node, and names what has no name. Not for use by several
/// threads.
public final class GraphBuilder {
  private final String name;
  private final List<Port> inputs = new ArrayList<>();
  private final List<Initializer> initializers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final Map<Wire, Shape> shapes = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Wire> constants = new HashMap<>();

  public GraphBuilder(String name) {
    this.name = name;
  }

  public Wire input(String inputName, Element element, Shape shape) {
    Wire wire = new Wire(unique(inputName));
    inputs.add(new Port(wire, element, shape));
    shapes.put(wire, shape);
    return wire;
  }

  /// Makes a wire an output of the graph under a name of its own.
  public void output(String outputName, Wire wire, Element element, Shape shape) {
    Wire named = new Wire(unique(outputName));
    nodes.add(
        new Node(unique("Identity"), "Identity", "", List.of(wire), List.of(named), Map.of()));
    outputs.add(new Port(named, element, shape));
  }

  /// A weight; integers become ONNX's `INT64`.
  public Wire initializer(String weightName, Tensor numbers) {
    Wire wire = new Wire(unique(weightName));
    Element element =
        switch (numbers.type()) {
          case FLOAT32 -> Element.FLOAT;
          case FLOAT64 -> Element.DOUBLE;
          case INT32 -> Element.INT64;
        };
    initializers.add(new Initializer(wire, element, numbers));
    shapes.put(wire, numbers.shape());
    return wire;
  }

  /// A list of integers, as ONNX wants shapes, axes and bounds.
  public Wire integers(int... values) {
    return constants.computeIfAbsent(
        Arrays.toString(values),
        key -> initializer("integers", Tensor.of(Shape.of(values.length), values)));
  }

  /// One integer.
  public Wire integer(int value) {
    return constants.computeIfAbsent(
        "integer " + value, key -> initializer("integer", Tensor.of(Shape.SCALAR, value)));
  }

  /// One real number.
  public Wire number(double value) {
    return constants.computeIfAbsent(
        "number " + value, key -> initializer("number", Tensor.of(Shape.SCALAR, (float) value)));
  }

  /// The size of a wire along one axis, as a scalar.
  public Wire size(Wire of, int axis) {
    return add("Gather", add("Shape", of), integer(axis));
  }

  public Wire concat(int axis, Wire... in) {
    return add("Concat", Map.of("axis", Attribute.of(axis)), in);
  }

  /// A row of ones, for norms without weights.
  public Wire ones(int width) {
    Tensor ones = Tensor.zeros(Type.FLOAT32, Shape.of(width));
    ones.fill(1);
    return constants.computeIfAbsent("ones " + width, key -> initializer("ones", ones));
  }

  /// A node with one output and no attributes.
  public Wire add(String operator, Wire... in) {
    return add(operator, Map.of(), in);
  }

  /// A node with one output.
  public Wire add(String operator, Map<String, Attribute> attributes, Wire... in) {
    return add(operator, attributes, 1, in)[0];
  }

  /// A node of ONNX's own domain.
  public Wire[] add(String operator, Map<String, Attribute> attributes, int results, Wire... in) {
    String nodeName = unique(operator);
    Wire[] out = new Wire[results];
    for (int i = 0; i < results; i++) {
      out[i] = new Wire(unique(nodeName + (results == 1 ? "_result" : "_result_" + i)));
    }
    nodes.add(new Node(nodeName, operator, "", List.of(in), List.of(out), attributes));
    return out;
  }

  /// The shape of a wire that an op was given or has returned.
  public Shape shape(Wire wire) {
    Shape shape = shapes.get(wire);
    if (shape == null) {
      throw new IllegalStateException("the shape of " + wire.name() + " was not declared");
    }
    return shape;
  }

  public void declare(Wire wire, Shape shape) {
    shapes.putIfAbsent(wire, shape);
  }

  public Graph build() {
    return new Graph(name, inputs, initializers, nodes, outputs);
  }

  private String unique(String wanted) {
    int count = counts.merge(wanted, 1, Integer::sum);
    return count == 1 ? wanted : wanted + "_" + count;
  }
}
