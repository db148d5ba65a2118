package chainrule.train.sampling;

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
}
