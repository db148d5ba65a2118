package chainrule.train.graph;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Puts a [Graph] together node by node, and names what has no name. Not for use by several
/// threads.
public final class GraphBuilder {
  private final String name;
  private final String prefix;
  private final List<Port> inputs = new ArrayList<>();
  private final Map<Wire, Initializer> initializers = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final Map<Wire, Wire> results = new HashMap<>(); // what each output is
  private final Map<Wire, Shape> shapes = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<List<Object>, Wire[]> computed = new HashMap<>();
  private final Map<String, Wire> made = new HashMap<>();

  public GraphBuilder(String name) {
    this(name, "");
  }

  /// For a graph that is joined with another one: its nodes, weights and what lies between them
  /// have names that begin with the prefix, and so are none of the other's.
  public GraphBuilder(String name, String prefix) {
    this.name = name;
    this.prefix = prefix;
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
    outputs.add(new Port(named, element, shape));
    results.put(named, wire);
  }

  /// A weight; integers become ONNX's `INT64`.
  public Wire initializer(String weightName, Tensor numbers) {
    Element element =
        switch (numbers.type()) {
          case FLOAT32 -> Element.FLOAT;
          case FLOAT64 -> Element.DOUBLE;
          case INT32 -> Element.INT64;
        };
    return initializer(weightName, element, numbers.shape(), new Numbers.Here(numbers));
  }

  /// A weight of a model whose numbers were not read.
  public Wire parameter(String parameter, Shape shape) {
    return initializer(parameter, Element.FLOAT, shape, new Numbers.Elsewhere(parameter));
  }

  private Wire initializer(String weightName, Element element, Shape shape, Numbers numbers) {
    Wire wire = new Wire(unique(prefix + weightName));
    initializers.put(wire, new Initializer(wire, element, shape, numbers));
    shapes.put(wire, shape);
    return wire;
  }

  /// A wire with a dimension of 1 more; of a weight the shape is changed and no node is made.
  public Wire unsqueezed(Wire wire, int axis) {
    Initializer weight = initializers.get(wire);
    if (weight == null) {
      return add("Unsqueeze", wire, integers(axis));
    }
    Shape shape = weight.shape();
    Shape wider = shape.slice(0, axis).then(Shape.of(1)).then(shape.slice(axis, shape.rank()));
    return once(
        "unsqueezed %d %s".formatted(axis, wire.name()),
        () -> initializer(wire.name(), weight.element(), wider, weight.numbers()));
  }

  /// A list of integers, as ONNX wants shapes, axes and bounds.
  public Wire integers(int... values) {
    return once(
        "integers " + Arrays.toString(values),
        () -> initializer("integers", Tensor.of(Shape.of(values.length), values)));
  }

  /// One integer.
  public Wire integer(int value) {
    return once("integer " + value, () -> initializer("integer", Tensor.of(Shape.SCALAR, value)));
  }

  /// One real number.
  public Wire number(double value) {
    return once(
        "number " + value, () -> initializer("number", Tensor.of(Shape.SCALAR, (float) value)));
  }

  /// The same numbers as another type.
  public Wire cast(Wire wire, Element element) {
    return add("Cast", Map.of("to", Attribute.of(element.number())), wire);
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
    return once("ones " + width, () -> initializer("ones", ones));
  }

  /// A wire that several ask for and the first one makes.
  ///
  /// @param key the same for the same thing
  public Wire once(String key, Supplier<Wire> maker) {
    Wire known = made.get(key);
    if (known == null) {
      known = maker.get();
      made.put(key, known);
    }
    return known;
  }

  /// A node with one output and no attributes.
  public Wire add(String operator, Wire... in) {
    return add(operator, Map.of(), in);
  }

  /// A node with one output.
  public Wire add(String operator, Map<String, Attribute> attributes, Wire... in) {
    return add(operator, attributes, 1, in)[0];
  }

  /// A node with one output, whose wire readers of the graph are to find by name.
  public Wire addNamed(String resultName, String operator, Wire... in) {
    Wire out = new Wire(unique(resultName));
    nodes.add(
        new Node(unique(prefix + operator), operator, "", List.of(in), List.of(out), Map.of()));
    return out;
  }

  /// A node of ONNX's own domain. The same node of the same wires is made once.
  public Wire[] add(String operator, Map<String, Attribute> attributes, int results, Wire... in) {
    List<Object> computation = List.of(operator, attributes, results, List.of(in));
    return computed
        .computeIfAbsent(computation, _ -> make(operator, attributes, results, in))
        .clone();
  }

  private Wire[] make(String operator, Map<String, Attribute> attributes, int results, Wire... in) {
    String nodeName = unique(prefix + operator);
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

  /// The graph, without what no output needs.
  public Graph build() {
    Map<Wire, Wire> named = new HashMap<>();
    List<Node> copies = new ArrayList<>();
    outputs.forEach(port -> name(port.wire(), results.get(port.wire()), named, copies));
    Set<Wire> needed = new HashSet<>();
    outputs.forEach(port -> needed.add(port.wire()));
    Deque<Node> kept = new ArrayDeque<>();
    List<Node> all = new ArrayList<>();
    nodes.forEach(node -> all.add(node.renamed(wire -> named.getOrDefault(wire, wire))));
    all.addAll(copies);
    for (Node node : all.reversed()) {
      if (node.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(node.inputs());
        kept.addFirst(node);
      }
    }
    List<Initializer> weights =
        initializers.values().stream().filter(weight -> needed.contains(weight.wire())).toList();
    return new Graph(name, inputs, weights, List.copyOf(kept), outputs);
  }

  /// A node's result takes the name of the output that it is; what is an input itself, a weight, or
  /// an output already is copied.
  private void name(Wire output, Wire result, Map<Wire, Wire> named, List<Node> copies) {
    boolean isMade = nodes.stream().anyMatch(node -> node.outputs().contains(result));
    if (isMade && !named.containsKey(result)) {
      named.put(result, output);
      return;
    }
    Wire from = named.getOrDefault(result, result);
    copies.add(
        new Node(
            unique(prefix + "Identity"), "Identity", "", List.of(from), List.of(output), Map.of()));
  }

  private String unique(String wanted) {
    int count = counts.merge(wanted, 1, Integer::sum);
    return count == 1 ? wanted : wanted + "_" + count;
  }
}
