package chainrule.train.loop;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.optim.OptimizerSpec;
import chainrule.train.optim.Schedule;

/// How a model is trained: everything but the model and the data.
///
/// @param steps how many at most; 0 where time or epochs end the training
/// @param epochs how often the data is seen at most; 0 for no limit
/// @param seconds of training at most, those before a resume included; 0 for no limit
/// @param batch rows of a batch
/// @param accumulate how many batches make a step
/// @param clip the greatest norm of the gradients; 0 for no limit
/// @param smoothing of the targets
/// @param carry whether a recurrent state goes on from one batch to the next
/// @param evaluateEvery so many steps the validation text is scored; 0 only at the end
/// @param patience how many evaluations without a better loss end the training; 0 for no limit
/// @param checkpointEvery so many steps the state is saved; 0 only at the end
/// @param keep how many states are kept
public record TrainingSpec(
    OptimizerSpec optimizer,
    Schedule schedule,
    double learningRate,
    long steps,
    double epochs,
    double seconds,
    int batch,
    int accumulate,
    double clip,
    double smoothing,
    Order order,
    boolean carry,
    long evaluateEvery,
    int patience,
    long checkpointEvery,
    int keep,
    long seed) {

  /// In which order the data is seen.
  public enum Order {
    RANDOM,
    SHUFFLED,
    SEQUENTIAL
  }

  public TrainingSpec {
    if (steps < 0 || epochs < 0 || seconds < 0 || (steps == 0 && epochs == 0 && seconds == 0)) {
      throw new BadSetting(
          "a training must end: after so many steps, epochs or so much time",
          "give --steps, --epochs or --max-time");
    }
    atLeast("--batch", batch, 1);
    atLeast("--accumulate", accumulate, 1);
    atLeast("--eval-every", evaluateEvery, 0);
    atLeast("--patience", patience, 0);
    atLeast("--checkpoint-every", checkpointEvery, 0);
    atLeast("--keep", keep, 1);
    if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
      throw new BadSetting("--learning-rate cannot be " + learningRate, "");
    }
    if (!(clip >= 0)) {
      throw new BadSetting("--clip cannot be " + clip, "0 means no limit");
    }
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new BadSetting("--label-smoothing is at least 0 and below 1, not " + smoothing, "");
    }
    if (carry && order != Order.SEQUENTIAL) {
      throw new BadSetting(
          "a state can only be carried from batch to batch where they follow one another",
          "use --data-order sequential");
    }
  }

  /// The same with the gradients of so many batches in each step.
  TrainingSpec accumulating(int batches) {
    return new TrainingSpec(
        optimizer,
        schedule,
        learningRate,
        steps,
        epochs,
        seconds,
        batch,
        batches,
        clip,
        smoothing,
        order,
        carry,
        evaluateEvery,
        patience,
        checkpointEvery,
        keep,
        seed);
  }

  private static void atLeast(String option, long value, long least) {
    if (value < least) {
      throw new BadSetting(option + " must be at least " + least + ", not " + value, "");
    }
  }
}
