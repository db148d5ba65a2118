package chainrule.export.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkipNormalizationTest {
  private static final NodeParts ROWS = node("Gather", "rows", "table", "ids");
  private static final NodeParts PRODUCT = node("MatMul", "product", "rows", "weights");
  private static final NodeParts BIAS = node("Cast", "bias", "small_bias");

  private static NodeParts node(String operator, String result, String... in) {
    Map<String, Long> attributes =
        operator.endsWith("Normalization") ? Map.of("axis", -1L, "epsilon", 1L) : Map.of();
    return NodeParts.of(operator, result, "", List.of(in), List.of(result), attributes);
  }

  private static List<String> told(NodeParts... nodes) {
    return SkipNormalization.in(List.of(nodes)).stream()
        .map(
            node ->
                node.operator()
                    + node.inputs()
                    + node.outputs()
                    + (node.attributes().keySet().contains("axis") ? " along an axis" : ""))
        .toList();
  }

  @Test
  void aNormalizationTakesTheSumBeforeItAndTellsItToo() {
    assertEquals(
        List.of(
            "Gather[table, ids][rows]",
            "MatMul[rows, weights][product]",
            "SkipLayerNormalization[rows, product, scale][normal, , , sum]",
            "Mul[sum, normal][end]"),
        told(
            ROWS,
            PRODUCT,
            node("Add", "sum", "rows", "product"),
            node("LayerNormalization", "normal", "sum", "scale"),
            node("Mul", "end", "sum", "normal")));
  }

  @Test
  void ofTwoNormalizationsOfASumTheSecondReadsWhatTheFirstTells() {
    assertEquals(
        List.of(
            "Gather[table, ids][rows]",
            "MatMul[rows, weights][product]",
            "SkipSimplifiedLayerNormalization[rows, product, a][one, , , sum]",
            "RMSNormalization[sum, b][two] along an axis"),
        told(
            ROWS,
            PRODUCT,
            node("Add", "sum", "rows", "product"),
            node("RMSNormalization", "one", "sum", "a"),
            node("RMSNormalization", "two", "sum", "b")));
  }

  @Test
  void sumsWithConstantsStayAsTheyAre() {
    List<String> same =
        List.of(
            "Gather[table, ids][rows]",
            "Cast[small_bias][bias]",
            "Add[rows, bias][sum]",
            "Add[sum, other_bias][more]",
            "LayerNormalization[sum, scale][normal] along an axis",
            "LayerNormalization[more, scale][other] along an axis");
    assertEquals(
        same,
        told(
            ROWS,
            BIAS,
            node("Add", "sum", "rows", "bias"),
            node("Add", "more", "sum", "other_bias"),
            node("LayerNormalization", "normal", "sum", "scale"),
            node("LayerNormalization", "other", "more", "scale")));
  }
}
