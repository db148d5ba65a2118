package chainrule.train.sampling;

import chainrule.tokenize.io.BadSetting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a user chose, checked. What leaves everything as it is (temperature 1, top-k 0, top-p 1, …)
/// makes no rule.
///
/// @param temperature 0 always takes the most likely token
/// @param topK 0 for all
public record SamplingSettings(
    float temperature,
    int topK,
    float topP,
    float minP,
    float repetitionPenalty,
    float presencePenalty,
    float frequencyPenalty,
    Map<Integer, Float> biases,
    Set<Integer> banned) {
  public SamplingSettings {
    require(
        temperature >= 0 && Float.isFinite(temperature), "temperature", temperature, "0 or more");
    require(topK >= 0, "top-k", topK, "1 or more, or 0 for all tokens");
    require(topP > 0 && topP <= 1, "top-p", topP, "above 0 and at most 1");
    require(minP >= 0 && minP < 1, "min-p", minP, "at least 0 and below 1");
    require(
        repetitionPenalty > 0 && Float.isFinite(repetitionPenalty),
        "repetition-penalty",
        repetitionPenalty,
        "above 0; 1 changes nothing");
    require(
        Float.isFinite(presencePenalty), "presence-penalty", presencePenalty, "a finite number");
    require(
        Float.isFinite(frequencyPenalty), "frequency-penalty", frequencyPenalty, "a finite number");
    for (float bias : biases.values()) {
      require(Float.isFinite(bias), "logit-bias", bias, "a finite number");
    }
    biases = Map.copyOf(biases);
    banned = Set.copyOf(banned);
  }

  private static void require(boolean holds, String name, Number value, String range) {
    if (!holds) {
      throw new BadSetting("--" + name + " is " + range + ", not " + value, "");
    }
  }

  /// In the order in which they are applied.
  public List<SamplingRule> rules() {
    List<SamplingRule> rules = new ArrayList<>();
    if (!biases.isEmpty()) {
      rules.add(new LogitBias(biases));
    }
    if (!banned.isEmpty()) {
      rules.add(new BannedTokens(banned));
    }
    if (repetitionPenalty != 1) {
      rules.add(new RepetitionPenalty(repetitionPenalty));
    }
    if (presencePenalty != 0 || frequencyPenalty != 0) {
      rules.add(new CountPenalty(presencePenalty, frequencyPenalty));
    }
    if (temperature != 1) {
      rules.add(new Temperature(temperature));
    }
    if (temperature == 0) {
      return rules; // one token is left
    }
    if (topK > 0) {
      rules.add(new TopK(topK));
    }
    if (topP < 1) {
      rules.add(new TopP(topP));
    }
    if (minP > 0) {
      rules.add(new MinP(minP));
    }
    return rules;
  }

  /// The same, with some tokens more that must never come.
  public SamplingSettings banning(Set<Integer> more) {
    Set<Integer> all = new HashSet<>(banned);
    all.addAll(more);
    return about(biases, all);
  }

  /// The same numbers for other tokens.
  public SamplingSettings about(Map<Integer, Float> theirBiases, Set<Integer> theirBanned) {
    return new SamplingSettings(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        presencePenalty,
        frequencyPenalty,
        theirBiases,
        theirBanned);
  }
}
