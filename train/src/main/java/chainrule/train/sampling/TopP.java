package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
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

  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    Wire likely = graph.add("Softmax", Map.of("axis", Attribute.of(-1)), candidates.logits());
    Wire least = new Nucleus(graph, p).least(likely, candidates.size());
    return candidates.without(graph, graph.add("Less", likely, least));
  }
}
