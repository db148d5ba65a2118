package chainrule.export.onnx;

import chainrule.train.graph.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// ONNX Runtime's own attention in place of the standard one: it writes new keys and values into
/// the buffers that hold those before, `[batch, keyHeads, room, size]`, where it is given the same
/// ones to read and to write. It must be told how much of them is filled.
final class InPlaceAttention {
  static final String DOMAIN = "com.microsoft";

  private static final int HEAD_SIZES = 8; // it wants a multiple of
  private static final Map<String, Long> INTEGERS = Map.of("to", (long) Element.INT32.number());

  /// `INT32` `[batch]`: the last place that is filled.
  private static final String PLACE = "in_place.last";

  /// `INT32` scalar: how many places are filled.
  private static final String FILLED = "in_place.filled";

  private InPlaceAttention() {}

  /// Whether all that a model remembers are keys and values that it can take.
  static boolean fits(LanguageModelFile file) {
    return file.isOurs()
        && file.isCached()
        && file.positions().isPresent()
        && file.state().stream().allMatch(InPlaceAttention::fits)
        && file.state().stream().map(slot -> slot.dimensions().getLast()).distinct().count() == 1;
  }

  private static boolean fits(StateSlot slot) {
    return slot.growing().isPresent()
        && slot.element() == StateSlot.FLOAT
        && slot.dimensions().size() == 4
        && Integer.parseInt(slot.dimensions().getLast()) % HEAD_SIZES == 0;
  }

  /// The nodes of a model's step with this attention.
  ///
  /// @param positions of the tokens that are read, `[batch, time]`
  static List<NodeParts> in(List<NodeParts> nodes, String positions) {
    Map<String, NodeParts> makers = new HashMap<>();
    nodes.forEach(node -> node.outputs().forEach(wire -> makers.put(wire, node)));
    List<NodeParts> changed = new ArrayList<>(lengths(positions));
    for (NodeParts node : nodes) {
      if (node.operator().equals("Attention")) {
        changed.addAll(inPlace(node, makers));
      } else {
        changed.add(node);
      }
    }
    return changed;
  }

  /// The nodes that tell how much is filled.
  private static List<NodeParts> lengths(String positions) {
    String last = StepBody.LAST.name();
    return List.of(
        node("Gather", Map.of("axis", 1L), "in_place.place", positions, last),
        node("ReduceMax", Map.of("keepdims", 0L), "in_place.longest", "in_place.place"),
        node("Sub", Map.of(), "in_place.more", "in_place.longest", last), // one more
        node("Cast", INTEGERS, PLACE, "in_place.place"),
        node("Cast", INTEGERS, FILLED, "in_place.more"));
  }

  /// Queries, keys and values go in as one wire, `[batch, time, heads·size + 2·keyHeads·size]`:
  /// where they are products of the same wire, one product.
  private static List<NodeParts> inPlace(NodeParts attention, Map<String, NodeParts> makers) {
    List<String> in = attention.inputs();
    String joined = attention.name() + ".joined";
    List<NodeParts> products =
        in.subList(0, 3).stream()
            .map(makers::get)
            .filter(node -> node != null && node.operator().equals("MatMul"))
            .toList();
    List<String> read = products.stream().map(node -> node.inputs().getFirst()).distinct().toList();
    NodeParts inPlace = inPlace(attention, joined);
    if (products.size() < 3 || read.size() > 1) {
      return List.of(concat(2, joined, in.subList(0, 3)), inPlace);
    }
    String weights = attention.name() + ".weights";
    List<String> parts = products.stream().map(node -> node.inputs().getLast()).toList();
    return List.of(
        concat(1, weights, parts),
        node("MatMul", Map.of(), joined, read.getFirst(), weights),
        inPlace);
  }

  private static NodeParts concat(long axis, String result, List<String> parts) {
    return node("Concat", Map.of("axis", axis), result, parts.toArray(String[]::new));
  }

  private static NodeParts inPlace(NodeParts attention, String joined) {
    List<String> in = attention.inputs();
    return NodeParts.of(
        "GroupQueryAttention",
        attention.name(),
        DOMAIN,
        List.of(joined, "", "", in.get(4), in.get(5), PLACE, FILLED),
        attention.outputs(),
        Map.of(
            "num_heads", attention.integer("q_num_heads"),
            "kv_num_heads", attention.integer("kv_num_heads")));
  }

  private static NodeParts node(
      String operator, Map<String, Long> attributes, String result, String... in) {
    return NodeParts.of(operator, result, "", List.of(in), List.of(result), attributes);
  }
}
