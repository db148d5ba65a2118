package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import java.util.Arrays;
import java.util.Map;

/// Keeps the k most likely tokens; of those that tie for the last place, the first.
record TopK(int k) implements SamplingRule {
  private static final Map<String, Attribute> LAST_AXIS = Map.of("axis", Attribute.of(1));

  @Override
  public void apply(float[] logits, TokenHistory history) {
    if (k >= logits.length) {
      return;
    }
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    float least = sorted[sorted.length - k];
    int ties = 0; // how many of the least have a place
    for (int place = sorted.length - k; place < sorted.length && sorted[place] == least; place++) {
      ties++;
    }
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] < least || (logits[token] == least && --ties < 0)) {
        logits[token] = NEVER;
      }
    }
  }

  /// From here on only k tokens are looked at, put back into the order of tokens, in which they are
  /// drawn.
  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    if (k >= candidates.size()) {
      return candidates;
    }
    Wire[] best = graph.add("TopK", LAST_AXIS, 2, candidates.logits(), graph.integers(k));
    Wire[] inOrder =
        graph.add(
            "TopK",
            Map.of("axis", Attribute.of(1), "largest", Attribute.of(0)),
            2,
            best[1],
            graph.integers(k));
    Wire logits = graph.add("GatherElements", LAST_AXIS, best[0], inOrder[1]);
    return new Candidates(logits, inOrder[0], k);
  }

  @Override
  public boolean isGreedy() {
    return k == 1;
  }
}
