package chainrule.export.onnx;

import static java.util.stream.Collectors.toSet;

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

/// A step's nodes as the body of a loop wants them: logits of the last token only, and in models of
/// our own no mask, because in a loop every sequence has all of the past for its own, which is what
/// causal attention says.
///
/// @param constants nodes that only widen a weight, for before the loop, as bytes of their messages
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
  private static final Wire LAST = new Wire("loop.last");
  private static final Map<String, Attribute> TIME = Map.of("axis", Attribute.of(1));

  static StepBody of(LanguageModelFile model) throws IOException {
    OnnxFile file = model.file();
    String logits = model.logits().name();
    boolean ours = model.isOurs() && model.isCached();
    Deque<NodeParts> nodes = new ArrayDeque<>();
    Set<String> needed = new HashSet<>(List.of(logits, StepGraph.PRESENT_IDS));
    model.state().forEach(slot -> needed.add(slot.after()));
    for (OnnxFile.OnnxNode node : file.nodes().reversed()) {
      NodeParts parts = NodeParts.read(model.name(), node.bytes());
      if (!ours || parts.outputs().stream().anyMatch(needed::contains)) {
        NodeParts kept = ours ? unmasked(parts) : parts;
        needed.addAll(kept.inputs());
        nodes.addFirst(kept);
      }
    }
    boolean hasBodies = nodes.stream().anyMatch(NodeParts::hasBody);
    List<ByteBuffer> weights =
        file.weights().stream()
            .filter(weight -> hasBodies || needed.contains(weight.name()))
            .map(OnnxFile.OnnxWeight::bytes)
            .toList();
    Set<String> known = file.weights().stream().map(OnnxFile.OnnxWeight::name).collect(toSet());
    List<ByteBuffer> constants = new ArrayList<>();
    List<ByteBuffer> bytes = new ArrayList<>();
    boolean lastOnly = false;
    for (NodeParts node : nodes) {
      if (node.operator().equals("Cast") && known.containsAll(node.inputs())) {
        constants.add(node.bytes());
      } else if (node.operator().equals("MatMul") && node.outputs().contains(logits)) {
        lastOnly = true; // each row of a product is by itself, so the other rows are not computed
        String all = node.inputs().getFirst();
        bytes.add(lastOf(all, "loop.seen"));
        bytes.add(node.reading(wire -> wire.equals(all) ? "loop.seen" : wire).bytes());
      } else {
        bytes.add(node.bytes());
      }
    }
    return new StepBody(constants, bytes, weights, logits, lastOnly);
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

  /// The constant that picks what is last, which must stand among the weights.
  Initializer last() {
    return new Initializer(
        LAST, Element.INT64, Shape.SCALAR, new Numbers.Here(Tensor.of(Shape.SCALAR, -1)));
  }
}
