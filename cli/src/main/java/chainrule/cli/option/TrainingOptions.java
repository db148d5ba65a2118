package chainrule.cli.option;

import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.Json;
import chainrule.train.loop.TrainingSpec;
import chainrule.train.loop.UsualOptimizer;
import chainrule.train.optim.Schedule;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/// How a model is trained. What is not given is left to the preset.
@Heading("Training")
public final class TrainingOptions {
  @Option(names = "--steps", paramLabel = "N", description = "Stop after N steps.")
  private Long steps;

  @Option(
      names = "--epochs",
      paramLabel = "X",
      description =
          "Stop after the data was seen X times; 0 for no limit (default: the preset's, also where"
              + " --max-time leaves more).")
  private Double epochs;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description =
          "Stop after this time, such as 90s, 15m or 2h; the learning rate falls as the time does.")
  private String maxTime;

  @Option(names = "--batch", paramLabel = "N", description = "Rows of a batch.")
  private Integer batch;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "Gather the gradients of N batches for each step.")
  private Integer accumulate;

  @Option(names = "--optimizer", paramLabel = "KIND", description = "Which optimizer to use.")
  private UsualOptimizer optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The learning rate after the warm-up.")
  private Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "CURVE",
      description = "How the learning rate goes after the warm-up.")
  private Schedule.Curve schedule;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Reach the full learning rate after N steps.")
  private Long warmup;

  @Option(
      names = "--min-rate",
      paramLabel = "SHARE",
      description = "Which share of the learning rate is left at the end.")
  private Double floor;

  @Option(names = "--weight-decay", paramLabel = "X", description = "Weight decay of the matrices.")
  private Double decay;

  @Option(
      names = "--clip",
      paramLabel = "X",
      description = "The greatest norm of the gradients; 0 for no limit.")
  private Double clip;

  @Option(
      names = "--label-smoothing",
      paramLabel = "P",
      description = "Which share of each target goes to all tokens alike.")
  private Double smoothing;

  @Option(
      names = "--data-order",
      paramLabel = "ORDER",
      description = "In which order the data is seen.")
  private TrainingSpec.Order order;

  @Option(
      names = "--carry",
      negatable = true,
      description =
          "Whether a recurrent state goes on from window to window (default: the preset's; only in"
              + " sequential order).")
  private Boolean carry;

  @Option(
      names = "--eval-every",
      paramLabel = "N",
      description = "Score the validation text every N steps; 0 only at the end.")
  private Long evaluateEvery;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop after N evaluations without a better loss; 0 never.")
  private Integer patience;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Save the state every N steps; 0 only at the end.")
  private Long checkpointEvery;

  @Option(names = "--keep", paramLabel = "N", description = "Keep the N newest states.")
  private Integer keep;

  /// The settings that were given, by the names that a training's specification has for them.
  public Map<String, Json> changes() {
    Map<String, Json> changes = new LinkedHashMap<>();
    put(changes, "steps", steps);
    put(changes, "epochs", "--epochs", epochs);
    if (maxTime != null) {
      changes.put("seconds", Json.of(Durations.seconds("--max-time", maxTime)));
    }
    if (steps == null && (epochs != null || maxTime != null)) {
      changes.put("steps", Json.of(0)); // another end replaces the preset's
    }
    if (epochs == null && steps != null) {
      changes.put("epochs", Json.of(0.0));
    }
    put(changes, "batch", batch);
    put(changes, "accumulate", accumulate);
    if (optimizer != null) {
      changes.put("optimizer", optimizer.settings());
    }
    put(changes, "learning_rate", "--learning-rate", learningRate);
    Map<String, Json> curve = new LinkedHashMap<>();
    if (schedule != null) {
      curve.put("curve", Json.of(schedule.name().toLowerCase(Locale.ROOT)));
    }
    put(curve, "warmup", warmup);
    put(curve, "floor", "--min-rate", floor);
    if (!curve.isEmpty()) {
      changes.put("schedule", new Json.Members(curve));
    }
    put(changes, "clip", "--clip", clip);
    put(changes, "smoothing", "--label-smoothing", smoothing);
    if (order != null) {
      changes.put("order", Json.of(order.name().toLowerCase(Locale.ROOT)));
    }
    if (carry != null) {
      changes.put("carry", Json.of(carry));
    }
    put(changes, "evaluate_every", evaluateEvery);
    put(changes, "patience", patience);
    put(changes, "checkpoint_every", checkpointEvery);
    put(changes, "keep", keep);
    return changes;
  }

  /// Weight decay, where it was given; it stands within the optimizer's settings.
  public Map<String, Json> decay() {
    return decay == null ? Map.of() : Map.of("decay", FiniteNumber.of("--weight-decay", decay));
  }

  private static void put(Map<String, Json> changes, String name, String option, Double value) {
    if (value != null) {
      changes.put(name, FiniteNumber.of(option, value));
    }
  }

  private static void put(Map<String, Json> changes, String name, Number value) {
    if (value != null) {
      changes.put(name, Json.of(value.longValue()));
    }
  }
}
