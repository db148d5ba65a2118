package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import java.util.Arrays;
import java.util.Map;

/// Keeps the fewest tokens, the most likely first, that together have at least the probability p
/// (Holtzman et al. 2020, nucleus sampling); of those that tie for the last place, all.
record TopP(float p) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    float greatest = sorted[sorted.length - 1];
    double all = 0;
    for (float logit : sorted) {
      all += Math.exp(logit - greatest);
    }
    double sum = 0;
    int at = sorted.length;
    while (at > 0 && sum < p * all) {
      sum += Math.exp(sorted[--at] - greatest);
    }
    float least = sorted[Math.min(at, sorted.length - 1)]; // the most likely one always stays
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] < least) {
        logits[token] = NEVER;
      }
    }
  }

  /// Sorting is what costs here, so a large vocabulary is sorted as far as need be: tokens below
  /// `(1 - p) / size` have less than `1 - p` together, so the nucleus is full before them.
  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    Wire likely = graph.add("Softmax", Map.of("axis", Attribute.of(-1)), candidates.logits());
    Wire cutoff = graph.number((1.0 - p) / candidates.size());
    Wire mayMatter = graph.cast(graph.add("GreaterOrEqual", likely, cutoff), Element.INT64);
    Wire inRow = graph.add("ReduceSum", mayMatter, graph.integers(1));
    Wire most = // [1], of the longest row
        graph.add("ReduceMax", Map.of("keepdims", Attribute.of(0)), inRow, graph.integers(0));
    Wire[] sorted = graph.add("TopK", Map.of("axis", Attribute.of(1)), 2, likely, most);
    Wire before =
        graph.add(
            "CumSum",
            Map.of("exclusive", Attribute.of(1)),
            graph.cast(sorted[0], Element.DOUBLE),
            graph.integer(1));
    Wire wanted = graph.cast(graph.number(p), Element.DOUBLE);
    Wire kept = graph.add("Where", graph.add("Less", before, wanted), sorted[0], graph.number(2));
    Wire least = graph.add("ReduceMin", kept, graph.integers(1));
    return candidates.without(graph, graph.add("Less", likely, least));
  }
}
