package chainrule.cli.option;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.train.sampling.SamplingSettings;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/// How tokens are to be chosen, as users say it: tokens as they are written. A model turns it into
/// [SamplingSettings].
public record SamplingChoice(
    float temperature,
    int topK,
    float topP,
    float minP,
    float repetition,
    float presence,
    float frequency,
    Map<String, Float> biases,
    List<String> banned) {
  public SamplingChoice {
    biases = Collections.unmodifiableMap(new LinkedHashMap<>(biases));
    banned = List.copyOf(banned);
  }

  /// @param id of a token as users write it, where the model knows it
  public SamplingSettings settings(Function<String, OptionalInt> id) {
    Map<Integer, Float> biasOf = new HashMap<>();
    biases.forEach((token, bias) -> biasOf.put(known(token, id), bias));
    Set<Integer> never = new HashSet<>();
    banned.forEach(token -> never.add(known(token, id)));
    return new SamplingSettings(
        temperature, topK, topP, minP, repetition, presence, frequency, biasOf, never);
  }

  private static int known(String token, Function<String, OptionalInt> id) {
    return id.apply(token)
        .orElseThrow(() -> new BadSetting("the model has no token '" + token + "'", ""));
  }

  /// The settings that change anything, under the names that [#with] knows.
  public Json.Members json() {
    Json.Members json = Json.object().with("temperature", number(temperature));
    json = topK > 0 ? json.with("top_k", Json.of(topK)) : json;
    json = topP < 1 ? json.with("top_p", number(topP)) : json;
    json = minP > 0 ? json.with("min_p", number(minP)) : json;
    json = repetition != 1 ? json.with("repetition_penalty", number(repetition)) : json;
    json = presence != 0 ? json.with("presence_penalty", number(presence)) : json;
    json = frequency != 0 ? json.with("frequency_penalty", number(frequency)) : json;
    if (!biases.isEmpty()) {
      Json.Members each = Json.object();
      for (Map.Entry<String, Float> bias : biases.entrySet()) {
        each = each.with(bias.getKey(), number(bias.getValue()));
      }
      json = json.with("logit_bias", each);
    }
    return banned.isEmpty()
        ? json
        : json.with("ban", Json.of(banned.stream().map(Json::of).toList()));
  }

  /// As short as the user wrote it: 0.7, not the double that a float of it is.
  private static Json number(float value) {
    return new Json.Numeral(Float.toString(value));
  }

  /// The same with what a line of JSON says otherwise.
  SamplingChoice with(JsonSettings line) {
    return new SamplingChoice(
        line.real("temperature", temperature),
        line.integer("top_k", topK),
        line.real("top_p", topP),
        line.real("min_p", minP),
        line.real("repetition_penalty", repetition),
        line.real("presence_penalty", presence),
        line.real("frequency_penalty", frequency),
        line.reals("logit_bias", biases),
        line.texts("ban", banned));
  }
}
