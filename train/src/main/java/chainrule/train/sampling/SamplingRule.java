package chainrule.train.sampling;

/// One step between a model's logits and the token that is drawn.
public sealed interface SamplingRule
    permits LogitBias,
        BannedTokens,
        RepetitionPenalty,
        CountPenalty,
        Temperature,
        TopK,
        TopP,
        MinP {
  /// Excluded: never drawn.
  float NEVER = Float.NEGATIVE_INFINITY;

  /// @param logits one for each token of the vocabulary, changed in place
  void apply(float[] logits, TokenHistory history);
}
