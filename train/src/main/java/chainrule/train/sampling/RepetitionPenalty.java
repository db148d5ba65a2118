package chainrule.train.sampling;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;

/// Makes tokens that came before less likely, by dividing positive logits and multiplying negative
/// ones (Keskar et al. 2019, CTRL). Models whose logits are log-probabilities have negative ones
/// only.
record RepetitionPenalty(float penalty) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    for (int i = 0; i < history.size(); i++) {
      int token = history.token(i);
      logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
    }
  }

  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    Wire logits = candidates.logits();
    Wire zero = graph.number(0);
    Wire scale = graph.number(penalty);
    Wire penalised =
        graph.add(
            "Where",
            graph.add("Greater", logits, zero),
            graph.add("Div", logits, scale),
            graph.add("Mul", logits, scale));
    Wire seen = graph.add("Greater", counts, zero);
    return candidates.with(graph.add("Where", seen, penalised, logits));
  }

  @Override
  public boolean looksBack() {
    return true;
  }
}
