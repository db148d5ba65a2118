package chainrule.train.autograd;

import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Computes nothing and draws the graph: every op lowers itself into ONNX's words. Dimensions may
/// be names. Leaves become initializers under their names, whether they have numbers yet or not;
/// what varies from run to run is declared with [#input] first.
public final class Trace implements Execution {
  private final GraphBuilder graph;
  private final Map<Leaf, Wire> leaves = new HashMap<>();

  public Trace(String name) {
    this.graph = new GraphBuilder(name);
  }

  private record Traced(Wire wire, Shape shape) implements Value {
    @Override
    public boolean isTracked() {
      return false;
    }
  }

  /// An input of the graph.
  public Value input(String name, Element element, Shape shape) {
    return new Traced(graph.input(name, element, shape), shape);
  }

  /// Something that only graphs compute.
  public Value draw(Shape shape, Function<GraphBuilder, Wire> drawer) {
    Wire wire = drawer.apply(graph);
    graph.declare(wire, shape);
    return new Traced(wire, shape);
  }

  /// Makes a value an output of the graph, under this name.
  public void output(String name, Element element, Value value) {
    graph.output(name, wire(value), element, value.shape());
  }

  @Override
  public Value[] apply(Op op, Value... in) {
    Wire[] wires = new Wire[in.length];
    Shape[] shapes = new Shape[in.length];
    for (int i = 0; i < in.length; i++) {
      wires[i] = wire(in[i]);
      shapes[i] = in[i].shape();
    }
    Shape[] results = op.shape(shapes);
    Wire[] out = op.lower(graph, wires);
    Value[] values = new Value[results.length];
    for (int i = 0; i < results.length; i++) {
      // Results that only backward reads have no wire.
      Wire result = i < out.length ? out[i] : Wire.NONE;
      if (result.isGiven()) {
        graph.declare(result, results[i]);
      }
      values[i] = new Traced(result, results[i]);
    }
    return values;
  }

  /// Where a value stands in the graph.
  public Wire wire(Value value) {
    return switch (value) {
      case Traced traced -> traced.wire;
      case Leaf leaf -> leaves.computeIfAbsent(leaf, this::initializer);
      default -> throw new IllegalArgumentException(value + " belongs to another execution");
    };
  }

  private Wire initializer(Leaf leaf) {
    return leaf.hasNumbers()
        ? graph.initializer(leaf.name(), leaf.tensor())
        : graph.parameter(leaf.name(), leaf.shape());
  }

  /// Whether a value stands in the graph; results that only backward reads do not.
  public boolean isDrawn(Value value) {
    return wire(value).isGiven();
  }

  public Graph graph() {
    return graph.build();
  }

  @Override
  public boolean isTraining() {
    return false;
  }

  @Override
  public Value randomKey() {
    throw new IllegalStateException("a graph has no random numbers of training");
  }
}
