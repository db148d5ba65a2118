package chainrule.train.loop;

/// Told how a training goes, so that somebody can show it. Called between steps, on the thread that
/// trains.
public interface TrainingObserver {
  /// After each step.
  ///
  /// @param steps how many there will be, perhaps an estimate
  /// @param loss of this step
  void stepped(long step, double steps, double loss, double tokensPerSecond);

  /// A row of the log was written.
  void logged(Metrics row);

  /// The model has written something, because it was asked to.
  void sampled(long step, int[] ids);

  /// Something that the user should know although training goes on.
  void warned(String message);
}
