package chainrule.train.loop;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.model.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/// A model and its training while settings are still being changed: begins as a [Preset] or as what
/// a run has, takes changes by name, and becomes records that check them. Immutable.
///
/// @param model settings of a [ModelSpec]
/// @param training settings of a [TrainingSpec]
public record RunPlan(Json.Members model, Json.Members training) {
  public static RunPlan of(Preset preset, int vocabulary) {
    return new RunPlan(
        RecordJson.write((Record) preset.model(vocabulary)), RecordJson.write(preset.training()));
  }

  public static RunPlan of(RunConfig config) {
    return new RunPlan(
        RecordJson.write((Record) config.model()), RecordJson.write(config.training()));
  }

  /// The same with other values for some settings. Where the width changes, what was in proportion
  /// to it stays so, the heads divide it, and those of keys divide them; a dropout is that of the
  /// embeddings, too.
  ///
  /// @param source of the changes, for messages: a file, or `the command line`
  public RunPlan with(String source, Map<String, Json> modelChanges, Map<String, Json> changes) {
    Map<String, Json> all = new LinkedHashMap<>(modelChanges);
    if (all.containsKey("width") && !all.containsKey("hidden")) {
      all.put("hidden", Json.of(scaled("hidden", width(source, all))));
    }
    if (all.containsKey("heads") && !all.containsKey("key_heads")) {
      all.put("key_heads", all.get("heads"));
    }
    if (model.get("heads").isPresent() && all.containsKey("width") && !all.containsKey("heads")) {
      int before = integer(source, model, "heads");
      long heads = heads(width(source, all), before);
      all.put("heads", Json.of(heads));
      all.putIfAbsent("key_heads", Json.of(keyHeads(heads, before)));
    }
    if (all.containsKey("dropout") && model.get("embedding_dropout").isPresent()) {
      all.putIfAbsent("embedding_dropout", all.get("dropout"));
    }
    return new RunPlan(merged(source, model, all), merged(source, training, changes));
  }

  private static int width(String source, Map<String, Json> changes) {
    return integer(source, new Json.Members(changes), "width");
  }

  private long scaled(String name, int width) {
    double share = (double) integer("", model, name) / integer("", model, "width");
    long hidden = Math.max(1, Math.round(share * width));
    if (hidden > Integer.MAX_VALUE) {
      throw new BadSetting(
          "a width of %,d is too large: with it goes one of %,d inside the layers"
              .formatted(width, hidden),
          "choose a smaller --width");
    }
    return hidden;
  }

  /// The most heads up to the number that is there that divide the width into even parts.
  private static long heads(long width, long most) {
    for (long heads = most; heads > 1; heads--) {
      if (width % heads == 0 && width / heads % 2 == 0) {
        return heads;
      }
    }
    return 1;
  }

  /// As many as there are heads, or where they were fewer, the most up to their number that divide
  /// the heads.
  private long keyHeads(long heads, int headsBefore) {
    int most = integer("", model, "key_heads");
    if (most == headsBefore) {
      return heads;
    }
    for (int keyHeads = most; keyHeads > 1; keyHeads--) {
      if (heads % keyHeads == 0) {
        return keyHeads;
      }
    }
    return Math.min(most, 1); // less than 1 is refused later
  }

  private static int integer(String source, Json.Members model, String name) {
    return RecordJson.integer(source, "model." + name, model.members().get(name));
  }

  private static Json.Members merged(
      String source, Json.Members settings, Map<String, Json> changes) {
    Json.Members merged = settings;
    for (Map.Entry<String, Json> change : changes.entrySet()) {
      Json old = settings.members().get(change.getKey());
      if (old == null) {
        throw new MalformedInput(
            source,
            "",
            "the setting " + change.getKey() + " does not apply here",
            "there are " + String.join(", ", settings.members().keySet()));
      }
      Json value =
          old instanceof Json.Members part
                  && change.getValue() instanceof Json.Members(Map<String, Json> inner)
                  && !isOtherOptimizer(change.getKey(), part, inner)
              ? merged(source, part, inner)
              : change.getValue();
      merged = merged.with(change.getKey(), value);
    }
    return merged;
  }

  /// Optimizers of another kind have other settings; of all else, what is not named stays.
  private static boolean isOtherOptimizer(
      String name, Json.Members old, Map<String, Json> settings) {
    return name.equals("optimizer")
        && settings.containsKey("kind")
        && !settings.get("kind").equals(old.members().get("kind"));
  }

  public ModelSpec modelSpec(String source) {
    return RecordJson.read(source, model, ModelSpec.class);
  }

  public TrainingSpec trainingSpec(String source) {
    return RecordJson.read(source, training, TrainingSpec.class);
  }
}
