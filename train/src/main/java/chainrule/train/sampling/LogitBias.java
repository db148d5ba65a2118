package chainrule.train.sampling;

import java.util.Map;

/// Adds to the logits of some tokens.
record LogitBias(Map<Integer, Float> biases) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    biases.forEach((token, bias) -> logits[token] += bias);
  }
}
