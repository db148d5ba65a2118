package chainrule.train.sampling;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;

/// Takes `presence` from the logits of tokens that came before, and `frequency` for each time they
/// did.
record CountPenalty(float presence, float frequency) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    for (int i = 0; i < history.size(); i++) {
      int token = history.token(i);
      logits[token] -= presence + frequency * history.count(token);
    }
  }

  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    Wire each = graph.add("Mul", counts, graph.number(frequency));
    Wire once = graph.add("Mul", graph.add("Sign", counts), graph.number(presence));
    return candidates.with(graph.add("Sub", candidates.logits(), graph.add("Add", each, once)));
  }

  @Override
  public boolean looksBack() {
    return true;
  }
}
