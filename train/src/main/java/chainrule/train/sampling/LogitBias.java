package chainrule.train.sampling;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// Adds to the logits of some tokens.
record LogitBias(Map<Integer, Float> biases) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    biases.forEach((token, bias) -> logits[token] += bias);
  }

  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    float[] dense = new float[candidates.size()];
    biases.forEach((token, bias) -> dense[token] = bias);
    Wire bias = graph.initializer("bias", Tensor.of(Shape.of(dense.length), dense));
    return candidates.with(graph.add("Add", candidates.logits(), bias));
  }
}
