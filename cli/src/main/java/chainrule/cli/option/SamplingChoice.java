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

/// How tokens are to be chosen, as users say it: tokens as they are written, which a model turns
/// into ids.
///
/// @param numbers the settings that are about no token; they are refused before a model is there
public record SamplingChoice(
    SamplingSettings numbers, Map<String, Float> biases, List<String> banned) {
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
    return numbers.about(biasOf, never);
  }

  private static int known(String token, Function<String, OptionalInt> id) {
    return id.apply(token)
        .orElseThrow(() -> new BadSetting("the model has no token '" + token + "'", ""));
  }

  /// The settings that change anything, under the names that [#with] knows.
  public Json.Members json() {
    Json.Members json = Json.object().with("temperature", number(numbers.temperature()));
    json = numbers.topK() > 0 ? json.with("top_k", Json.of(numbers.topK())) : json;
    json = withNumber(json, "top_p", numbers.topP(), 1);
    json = withNumber(json, "min_p", numbers.minP(), 0);
    json = withNumber(json, "repetition_penalty", numbers.repetitionPenalty(), 1);
    json = withNumber(json, "presence_penalty", numbers.presencePenalty(), 0);
    json = withNumber(json, "frequency_penalty", numbers.frequencyPenalty(), 0);
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

  private static Json.Members withNumber(
      Json.Members json, String name, float value, float changesNothing) {
    return value == changesNothing ? json : json.with(name, number(value));
  }

  /// As short as the user wrote it: 0.7, not the double that a float of it is.
  private static Json number(float value) {
    return new Json.Numeral(Float.toString(value));
  }

  /// The same with what a line of JSON says otherwise.
  SamplingChoice with(JsonSettings line) {
    SamplingSettings its =
        new SamplingSettings(
            line.real("temperature", numbers.temperature()),
            line.integer("top_k", numbers.topK()),
            line.real("top_p", numbers.topP()),
            line.real("min_p", numbers.minP()),
            line.real("repetition_penalty", numbers.repetitionPenalty()),
            line.real("presence_penalty", numbers.presencePenalty()),
            line.real("frequency_penalty", numbers.frequencyPenalty()),
            Map.of(),
            Set.of());
    return new SamplingChoice(its, line.reals("logit_bias", biases), line.texts("ban", banned));
  }
}
