package chainrule.train.sampling;

/// Divides logits: below 1 the likely tokens gain, above 1 the others. 0 leaves the best one only.
record Temperature(float temperature) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    if (temperature == 0) {
      int best = Sampler.best(logits);
      for (int token = 0; token < logits.length; token++) {
        logits[token] = token == best ? logits[token] : NEVER;
      }
      return;
    }
    for (int token = 0; token < logits.length; token++) {
      logits[token] /= temperature;
    }
  }
}
