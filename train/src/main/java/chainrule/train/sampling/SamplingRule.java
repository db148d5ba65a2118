package chainrule.train.sampling;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;

/// One step between a model's logits and the token that is drawn: on the host, and lowered into a
/// graph that does the same for each row of a batch.
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

  /// @param counts `FLOAT` `[batch, vocabulary]`, how often each token came before; given where a
  ///   rule [#looksBack]
  Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts);

  /// Whether it leaves one token, so that nothing is left to chance.
  default boolean isGreedy() {
    return false;
  }

  /// Whether it depends on what was said before.
  default boolean looksBack() {
    return false;
  }
}
