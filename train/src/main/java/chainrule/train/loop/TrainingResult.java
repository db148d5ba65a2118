package chainrule.train.loop;

/// How a training ended.
///
/// @param steps that were done, earlier sittings included
/// @param seconds of training, earlier sittings included
/// @param validationLoss after the last step, NaN without a validation text
/// @param tokensPerSecond of this sitting's steps alone, evaluation and saving left out
/// @param ending why it ended
public record TrainingResult(
    long steps,
    long tokens,
    double seconds,
    double trainLoss,
    double validationLoss,
    double bestValidationLoss,
    double tokensPerSecond,
    Ending ending) {
  /// Why a training ended.
  public enum Ending {
    /// It did what was asked for.
    FINISHED,
    /// There was nothing left to do.
    ALREADY_FINISHED,
    /// The loss on the validation text did not fall any more.
    NO_BETTER,
    /// The user or the system asked for it; the state is saved.
    STOPPED
  }
}
