package chainrule.export.onnx;

import chainrule.train.sampling.SamplingRule;
import java.util.List;

/// What a [DecodingTurn] does besides the model's step.
///
/// @param rules by which tokens are drawn
/// @param end the token that ends a sequence, or -1 for none
/// @param isBatch whether several sequences are made at once, perhaps with prompts of different
///   lengths
/// @param alternatives how many likely tokens are told with the log-probability of each that is
///   drawn, or -1 for no log-probabilities
public record DecodingSettings(
    List<SamplingRule> rules, int end, boolean isBatch, int alternatives) {
  public DecodingSettings {
    rules = List.copyOf(rules);
  }

  /// Whether a rule needs to know how often each token came before.
  public boolean looksBack() {
    return rules.stream().anyMatch(SamplingRule::looksBack);
  }

  /// Whether random numbers are wanted.
  public boolean drawsLots() {
    return rules.stream().noneMatch(SamplingRule::isGreedy);
  }

  public boolean ends() {
    return end >= 0;
  }

  public boolean hasLogprobs() {
    return alternatives >= 0;
  }
}
