package chainrule.cli.option;

import chainrule.cli.reference.Heading;
import chainrule.cli.reference.Value;
import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.Json;
import chainrule.train.loop.Preset;
import chainrule.train.loop.RunPlan;
import chainrule.train.model.TransformerSpec;
import chainrule.train.nn.FeedForward;
import chainrule.train.nn.NormSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What a model is made of. What is not given is left to the preset.
@Heading("Model")
public final class ModelOptions {
  /// The kinds of sequence models.
  public enum Kind {
    RNN,
    LSTM,
    GRU,
    TRANSFORMER;

    /// The one that a model's settings are of, if they say so. What they have as kind may be a word
    /// of ours, too.
    static Optional<Kind> of(Json.Members settings) {
      Optional<Json> kind = settings.get("kind").filter(name -> !name.equals(RECURRENT));
      Optional<Json> word = kind.or(() -> settings.get("cell"));
      return Arrays.stream(values())
          .filter(known -> word.equals(Optional.of(word(known))))
          .findFirst();
    }

    /// The settings that say it.
    Map<String, Json> settings() {
      return this == TRANSFORMER
          ? Map.of("kind", word(this))
          : Map.of("kind", RECURRENT, "cell", word(this));
    }

    /// With which settings a model begins of which no more is known.
    public Preset preset() {
      return switch (this) {
        case TRANSFORMER -> Preset.SMALL;
        case RNN -> Preset.RNN_CHAR;
        case LSTM -> Preset.LSTM_CHAR;
        case GRU -> Preset.GRU_CHAR;
      };
    }
  }

  private static final Json RECURRENT = Json.of("recurrent");

  @Option(names = "--model", paramLabel = "KIND", description = "The kind of model.")
  private Kind kind;

  @Option(names = "--layers", paramLabel = "N", description = "How many layers there are.")
  private Integer layers;

  @Option(
      names = "--heads",
      paramLabel = "N",
      description = "Attention heads of a layer (default: a divisor of the width).")
  private Integer heads;

  @Option(
      names = "--kv-heads",
      paramLabel = "N",
      description = "Heads of keys and values, a divisor of --heads (default: as many).")
  private Integer keyHeads;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "How wide the vectors between the layers are.")
  private Integer width;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description =
          "Width inside the feed-forward layers, or of the recurrent states (default: in"
              + " proportion to the width).")
  private Integer hidden;

  @Option(
      names = "--context",
      paramLabel = "N",
      description = "How many tokens a model sees at once.")
  private Integer context;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Which share of the numbers dropout drops.")
  private Double dropout;

  @Option(
      names = "--embedding-dropout",
      paramLabel = "P",
      description =
          "The same for the embeddings of a Transformer (default: that of the other layers).")
  private Double embeddingDropout;

  @Option(
      names = "--norm",
      paramLabel = "KIND",
      description = "The norm of a Transformer: mean and variance, or the root of the squares.")
  private NormSpec.Kind norm;

  @Option(
      names = "--feed-forward",
      paramLabel = "KIND",
      description = "What stands between the matrices of the feed-forward layers.")
  private FeedForward.Kind feedForward;

  @Option(
      names = "--positions",
      paramLabel = "KIND",
      description = "How a Transformer knows where a token stands.")
  private TransformerSpec.Positions positions;

  @Option(
      names = "--tied",
      negatable = true,
      description = "Whether the embedding table makes the logits, too.")
  private Boolean tied;

  @Option(
      names = "--biases",
      negatable = true,
      description = "Whether linear layers of a Transformer have biases.")
  private Boolean biases;

  @Option(
      names = "--query-norm",
      negatable = true,
      description = "Whether queries and keys are normalised.")
  private Boolean queryNorm;

  @Option(
      names = "--previous",
      paramLabel = "N",
      description = "Add a table for each of the N tokens before to the embedding.")
  private Integer previous;

  @Option(
      names = "--hashed",
      paramLabel = "N",
      description = "Add a hashed table for the n-grams of each length from 2 to N.")
  private Integer hashed;

  @Option(
      names = "--hashed-rows",
      paramLabel = "N",
      description = "How many rows each hashed table has.")
  private Integer hashedRows;

  public Kind kind() {
    return kind;
  }

  /// The settings that were given, by the names that a model's specification has for them.
  public Map<String, Json> changes() {
    Map<String, Json> changes = new LinkedHashMap<>();
    put(changes, "layers", layers);
    put(changes, "heads", heads);
    put(changes, "key_heads", keyHeads);
    put(changes, "width", width);
    put(changes, "hidden", hidden);
    put(changes, "context", context);
    if (dropout != null) {
      changes.put("dropout", FiniteNumber.of("--dropout", dropout));
    }
    if (embeddingDropout != null) {
      changes.put("embedding_dropout", FiniteNumber.of("--embedding-dropout", embeddingDropout));
    }
    if (norm != null) {
      Json.Members kind = Json.object().with("kind", word(norm));
      changes.put("norm", norm == NormSpec.Kind.RMS ? kind.with("biased", Json.of(false)) : kind);
    }
    if (feedForward != null) {
      changes.put("feed_forward", word(feedForward));
    }
    if (positions != null) {
      changes.put("positions", word(positions));
    }
    put(changes, "tied", tied);
    put(changes, "biased", biases);
    put(changes, "query_norm", queryNorm);
    put(changes, "previous", previous);
    put(changes, "hashed", hashed);
    put(changes, "hashed_rows", hashedRows);
    if (hashed != null && hashed > 1 && hashedRows == null) {
      changes.put("hashed_rows", Json.of(1 << 14));
    }
    return changes;
  }

  private static Json word(Enum<?> choice) {
    return Json.of(choice.name().toLowerCase(Locale.ROOT));
  }

  private static void put(Map<String, Json> changes, String name, Integer value) {
    if (value != null) {
      changes.put(name, Json.of(value));
    }
  }

  private static void put(Map<String, Json> changes, String name, Boolean value) {
    if (value != null) {
      changes.put(name, Json.of(value));
    }
  }

  /// Refuses another kind of model than the plan is for, and what only Transformers have where it
  /// is for a recurrent one.
  ///
  /// @param plan that the settings are to change
  public void check(RunPlan plan) {
    Optional<Kind> planned = Kind.of(plan.model());
    if (kind != null && planned.isPresent() && planned.get() != kind) {
      throw new BadSetting(
          "--model %s changes settings that are for the kind %s"
              .formatted(Value.word(kind), Value.word(planned.get())),
          "leave one of them out");
    }
    if (planned.equals(Optional.of(Kind.TRANSFORMER))) {
      return;
    }
    for (String name : changes().keySet()) {
      switch (name) {
        case "layers", "width", "hidden", "context", "dropout", "tied" -> {}
        default ->
            throw new BadSetting(
                "--"
                    + name.replace('_', '-')
                        .replace("key-heads", "kv-heads")
                        .replace("biased", "biases")
                    + " is for Transformers",
                "leave it out, or use --model transformer");
      }
    }
  }
}
