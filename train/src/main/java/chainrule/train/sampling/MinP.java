package chainrule.train.sampling;

/// Keeps tokens at least p times as likely as the most likely one.
record MinP(float p) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    float least = (float) (logits[Sampler.best(logits)] + Math.log(p));
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] < least) {
        logits[token] = NEVER;
      }
    }
  }
}
