package chainrule.train.sampling;

import java.util.Set;

/// Excludes some tokens.
record BannedTokens(Set<Integer> tokens) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    tokens.forEach(token -> logits[token] = NEVER);
  }
}
