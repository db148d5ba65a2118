package chainrule.train.sampling;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.util.Set;

/// Excludes some tokens.
record BannedTokens(Set<Integer> tokens) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    tokens.forEach(token -> logits[token] = NEVER);
  }

  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    float[] penalties = new float[candidates.size()];
    tokens.forEach(token -> penalties[token] = NEVER);
    Wire never = graph.initializer("banned", Tensor.of(Shape.of(penalties.length), penalties));
    return candidates.with(graph.add("Add", candidates.logits(), never));
  }
}
