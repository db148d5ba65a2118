package chainrule.train.sampling;

import java.util.Arrays;

/// Keeps the k most likely tokens; of those that tie for the last place, all.
record TopK(int k) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    if (k >= logits.length) {
      return;
    }
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    float least = sorted[sorted.length - k];
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] < least) {
        logits[token] = NEVER;
      }
    }
  }
}
