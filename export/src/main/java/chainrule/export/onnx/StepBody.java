package chainrule.export.onnx;

import static java.util.stream.Collectors.toCollection;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Initializer;
import chainrule.train.graph.Node;
import chainrule.train.graph.Numbers;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A step's nodes as a [DecodingTurn] wants them: logits of the last token only, and in models of
/// our own no mask, because every sequence has all of the past for its own, which is what causal
/// attention says.
///
/// @param constants nodes that only widen or join weights, done once, as bytes of their messages
/// @param nodes bytes of their messages
/// @param weights bytes of their messages
/// @param lastOnly whether the logits are `[batch, vocabulary]` already
record StepBody(
    List<ByteBuffer> constants,
    List<ByteBuffer> nodes,
    List<ByteBuffer> weights,
    String logits,
    boolean lastOnly) {
  private static final String MASK = "attention_mask";
  private static final int MASK_INPUT = 3;

  /// What makes constants of weights.
  static final Set<String> SHAPING = Set.of("Cast", "Concat");

  /// The constant -1, which picks what is last.
  static final Wire LAST = new Wire("turn.last");

  private static final Map<String, Attribute> TIME = Map.of("axis", Attribute.of(1));

  /// For a body in which what is remembered grows.
  static StepBody of(LanguageModelFile model) throws IOException {
    return of(model, nodes -> nodes.stream().map(StepBody::unmasked).toList());
  }

  /// With attention that writes keys and values where they lie, and ONNX Runtime's own
  /// normalizations.
  static StepBody inPlace(LanguageModelFile model) throws IOException {
    String positions = model.positions().orElseThrow().name();
    return of(model, nodes -> SkipNormalization.in(InPlaceAttention.in(nodes, positions)));
  }

  /// @param change what becomes of the nodes, in models of our own
  private static StepBody of(LanguageModelFile model, UnaryOperator<List<NodeParts>> change)
      throws IOException {
    OnnxFile file = model.file();
    String logits = model.logits().name();
    List<NodeParts> nodes =
        file.nodes().stream().map(node -> NodeParts.read(model.name(), node.bytes())).toList();
    if (model.isOurs() && model.isCached()) {
      Set<String> results = new HashSet<>(List.of(logits, StepGraph.PRESENT_IDS));
      model.state().forEach(slot -> results.add(slot.after()));
      nodes = needed(change.apply(nodes), results);
    }
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.inputs()));
    boolean hasBodies = nodes.stream().anyMatch(NodeParts::hasBody);
    List<ByteBuffer> weights =
        file.weights().stream()
            .filter(weight -> hasBodies || read.contains(weight.name()))
            .map(OnnxFile.OnnxWeight::bytes)
            .toList();
    Set<String> known =
        file.weights().stream().map(OnnxFile.OnnxWeight::name).collect(toCollection(HashSet::new));
    List<ByteBuffer> constants = new ArrayList<>();
    List<ByteBuffer> bytes = new ArrayList<>();
    boolean lastOnly = false;
    for (NodeParts node : nodes) {
      if (SHAPING.contains(node.operator()) && known.containsAll(node.inputs())) {
        constants.add(node.bytes());
        known.addAll(node.outputs());
      } else if (node.operator().equals("MatMul") && node.outputs().contains(logits)) {
        lastOnly = true; // each row of a product is by itself, so the other rows are not computed
        String all = node.inputs().getFirst();
        bytes.add(lastOf(all, "turn.seen"));
        bytes.add(node.reading(wire -> wire.equals(all) ? "turn.seen" : wire).bytes());
      } else {
        bytes.add(node.bytes());
      }
    }
    return new StepBody(constants, bytes, weights, logits, lastOnly);
  }

  /// The nodes without those that no result needs.
  private static List<NodeParts> needed(List<NodeParts> nodes, Set<String> results) {
    Set<String> wanted = new HashSet<>(results);
    Deque<NodeParts> kept = new ArrayDeque<>();
    for (NodeParts node : nodes.reversed()) {
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.inputs());
        kept.addFirst(node);
      }
    }
    return List.copyOf(kept);
  }

  private static NodeParts unmasked(NodeParts node) {
    boolean masked =
        node.operator().equals("Attention")
            && node.inputs().size() > MASK_INPUT
            && node.inputs().get(MASK_INPUT).equals(MASK);
    return masked ? node.reading(wire -> wire.equals(MASK) ? "" : wire).with("is_causal", 1) : node;
  }

  private static ByteBuffer lastOf(String wire, String result) throws IOException {
    Node node =
        new Node(
            result, "Gather", "", List.of(new Wire(wire), LAST), List.of(new Wire(result)), TIME);
    return OnnxWriter.ofParts().node(node).toBuffer();
  }

  /// The logits of what comes next, `[batch, vocabulary]`.
  Wire lastLogits(GraphBuilder graph) {
    Wire all = new Wire(logits);
    return lastOnly ? all : graph.once("last logits", () -> graph.add("Gather", TIME, all, LAST));
  }

  /// Adds the weights, and what makes constants of them, to the message of a graph.
  void addWeightsTo(Message graph) throws IOException {
    Initializer last =
        new Initializer(
            LAST, Element.INT64, Shape.SCALAR, new Numbers.Here(Tensor.of(Shape.SCALAR, -1)));
    constants.forEach(node -> graph.bytes(Field.Graph.NODE, node));
    graph.message(Field.Graph.INITIALIZER, OnnxWriter.ofParts().weight(last));
    weights.forEach(weight -> graph.bytes(Field.Graph.INITIALIZER, weight));
  }
}
