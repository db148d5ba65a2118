package chainrule.train.sampling;

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
}
