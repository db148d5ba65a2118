package chainrule.export.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// ONNX Runtime's own normalization of a sum, which also tells the sum, in place of an addition and
/// the standard normalization behind it. For a few tokens the standard ones are slow out of
/// proportion: for 16 of 384 numbers, 40 µs against 12 on one thread.
final class SkipNormalization {
  /// By the names of the standard ones.
  private static final Map<String, String> OF_SUMS =
      Map.of(
          "LayerNormalization", "SkipLayerNormalization",
          "RMSNormalization", "SkipSimplifiedLayerNormalization");

  private static final String EPSILON = "epsilon"; // theirs is another where it is not said

  private SkipNormalization() {}

  /// @param nodes of a model's step; what is added there has one shape, `[batch, time, width]`,
  ///   where it is not a constant
  static List<NodeParts> in(List<NodeParts> nodes) {
    Map<String, NodeParts> normalizations = new HashMap<>(); // by what they read
    Set<String> made = new HashSet<>(); // wires that are no constants
    for (NodeParts node : nodes) {
      if (OF_SUMS.containsKey(node.operator()) && node.attributes().containsKey(EPSILON)) {
        normalizations.putIfAbsent(node.inputs().getFirst(), node);
      }
      if (!StepBody.SHAPING.contains(node.operator())) {
        made.addAll(node.outputs());
      }
    }
    List<NodeParts> changed = new ArrayList<>();
    Set<NodeParts> joined = new HashSet<>();
    for (NodeParts node : nodes) {
      NodeParts behind = normalizations.get(node.outputs().getFirst());
      if (behind != null && node.operator().equals("Add") && made.containsAll(node.inputs())) {
        joined.add(behind);
        changed.add(joined(node, behind));
      } else if (!joined.contains(node)) {
        changed.add(node);
      }
    }
    return changed;
  }

  private static NodeParts joined(NodeParts sum, NodeParts normalization) {
    List<String> read = new ArrayList<>(sum.inputs());
    read.addAll(normalization.inputs().subList(1, normalization.inputs().size()));
    List<String> told =
        List.of(normalization.outputs().getFirst(), "", "", sum.outputs().getFirst());
    return normalization.as(
        OF_SUMS.get(normalization.operator()),
        InPlaceAttention.DOMAIN,
        read,
        told,
        Set.of(EPSILON));
  }
}
