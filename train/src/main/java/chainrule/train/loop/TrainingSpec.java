package chainrule.train.loop;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.model.Flat;
import chainrule.train.optim.OptimizerSpec;
import chainrule.train.optim.Schedule;

/// How a model is trained: everything but the model and the data.
///
/// @param clip the greatest norm of the gradients; 0 for no limit
/// @param smoothing of the targets
public record TrainingSpec(
    OptimizerSpec optimizer,
    Schedule schedule,
    double learningRate,
    double clip,
    double smoothing,
    @Flat Limits limits,
    @Flat Batching batching,
    @Flat Rhythm rhythm,
    long seed) {

  /// When a training ends: at the first of these.
  ///
  /// @param steps how many at most; 0 where time or epochs end the training
  /// @param epochs how often the data is seen at most; 0 for no limit
  /// @param seconds of training at most, those before a resume included; 0 for no limit
  /// @param patience how many evaluations without a better loss end it; 0 for no limit
  public record Limits(long steps, double epochs, double seconds, int patience) {
    public Limits {
      atLeast("--steps", steps, 0);
      atLeast("--patience", patience, 0);
      if (!(epochs >= 0 && seconds >= 0)) {
        throw new BadSetting("--epochs cannot be " + epochs, "0 means no limit");
      }
      if (steps == 0 && epochs == 0 && seconds == 0) {
        throw new BadSetting(
            "a training must end: after so many steps, epochs or so much time",
            "give --steps, --epochs or --max-time");
      }
    }

    static Limits steps(long steps) {
      return new Limits(steps, 0, 0, 0);
    }

    static Limits epochs(double epochs) {
      return new Limits(0, epochs, 0, 0);
    }
  }

  /// What a step reads.
  ///
  /// @param batch rows of a batch
  /// @param accumulate how many batches make a step
  /// @param carry whether a recurrent state goes on from one batch to the next
  public record Batching(int batch, int accumulate, Order order, boolean carry) {
    public Batching {
      atLeast("--batch", batch, 1);
      atLeast("--accumulate", accumulate, 1);
      if (carry && order != Order.SEQUENTIAL) {
        throw new BadSetting(
            "a state can only be carried from batch to batch where they follow one another",
            "use --data-order sequential");
      }
    }

    /// How many rows a step reads.
    public long rows() {
      return (long) batch * accumulate;
    }

    /// A batch a step, which begins without a state.
    static Batching of(int batch, Order order) {
      return new Batching(batch, 1, order, false);
    }
  }

  /// In which order the data is seen.
  public enum Order {
    RANDOM,
    SHUFFLED,
    SEQUENTIAL
  }

  /// What happens every so many steps; 0 is only at the end.
  ///
  /// @param evaluateEvery so many steps the validation text is scored
  /// @param checkpointEvery so many steps the state is saved
  /// @param keep how many states are kept
  public record Rhythm(long evaluateEvery, long checkpointEvery, int keep) {
    public Rhythm {
      atLeast("--eval-every", evaluateEvery, 0);
      atLeast("--checkpoint-every", checkpointEvery, 0);
      atLeast("--keep", keep, 1);
    }

    static Rhythm evaluating(long every) {
      return new Rhythm(every, 500, 2);
    }
  }

  public TrainingSpec {
    if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
      throw new BadSetting("--learning-rate cannot be " + learningRate, "");
    }
    if (!(clip >= 0)) {
      throw new BadSetting("--clip cannot be " + clip, "0 means no limit");
    }
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new BadSetting("--label-smoothing is at least 0 and below 1, not " + smoothing, "");
    }
  }

  private static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new BadSetting(option + " must be at least " + least + ", not " + value, "");
    }
  }
}
