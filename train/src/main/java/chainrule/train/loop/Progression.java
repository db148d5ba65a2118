package chainrule.train.loop;

import chainrule.train.data.BatchOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a training stands: how far it is, how good it was, and what has been gathered for the next
/// row of the log. All of it is saved and restored with a state; the time that it took is
/// [Clock]'s.
final class Progression {
  long step;
  double bestLoss = Double.POSITIVE_INFINITY;
  long bestStep;
  double validationLoss = Double.NaN;
  int worseEvaluations;
  double lossSum;
  long lossCount;
  double gradientNorm;
  double rate;
  private double lastLoss = Double.NaN;
  private long reportedStep;

  void add(Step.Outcome outcome) {
    step++;
    lossSum += outcome.loss();
    lossCount++;
    lastLoss = outcome.loss();
    gradientNorm = outcome.gradientNorm();
  }

  /// The loss of the last step, NaN where none was done.
  double lastLoss() {
    return lastLoss;
  }

  /// The mean loss since it was last asked for.
  double takeTrainLoss() {
    double mean = lossCount == 0 ? Double.NaN : lossSum / (double) lossCount;
    lossSum = 0;
    lossCount = 0;
    return mean;
  }

  /// Whether the log has no row of this step.
  boolean isUnreported() {
    return step > reportedStep;
  }

  /// The step that the last row of the log is of; 0 where it has none.
  long reportedStep() {
    return reportedStep;
  }

  void reported() {
    reportedStep = step;
  }

  /// @return whether the loss is the best so far
  boolean evaluated(double loss) {
    validationLoss = loss;
    if (loss < bestLoss) {
      bestLoss = loss;
      bestStep = step;
      worseEvaluations = 0;
      return true;
    }
    worseEvaluations++;
    return false;
  }

  /// How many steps there will be; an estimate where time is what ends the training.
  static double steps(TrainingSpec spec, BatchOrder order, long step, double seconds) {
    TrainingSpec.Limits limits = spec.limits();
    double most = limits.steps() > 0 ? (double) limits.steps() : Double.POSITIVE_INFINITY;
    if (limits.epochs() > 0) {
      most =
          Math.min(
              most,
              Math.ceil(limits.epochs() * order.stepsInEpoch() / spec.batching().accumulate()));
    }
    if (limits.seconds() > 0 && step > 0) {
      most =
          Math.min(
              most,
              Math.max((double) step, (double) step / Math.max(seconds, 1e-9) * limits.seconds()));
    } else if (limits.seconds() > 0 && Double.isInfinite(most)) {
      most = 1e6; // nothing is known before the first step
    }
    return most;
  }

  /// Everything that a later sitting needs, as the notes of a saved state. Numbers are written so
  /// that they come back as they were.
  Map<String, String> notes() {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("step", Long.toString(step));
    notes.put("reported_step", Long.toString(reportedStep));
    notes.put("best_loss", Double.toString(bestLoss));
    notes.put("best_step", Long.toString(bestStep));
    notes.put("validation_loss", Double.toString(validationLoss));
    notes.put("worse_evaluations", Integer.toString(worseEvaluations));
    notes.put("loss_sum", Double.toString(lossSum));
    notes.put("loss_count", Long.toString(lossCount));
    notes.put("gradient_norm", Double.toString(gradientNorm));
    notes.put("rate", Double.toString(rate));
    return notes;
  }

  void restore(Map<String, String> notes) {
    step = Long.parseLong(notes.get("step"));
    bestLoss = Double.parseDouble(notes.get("best_loss"));
    bestStep = Long.parseLong(notes.get("best_step"));
    validationLoss = Double.parseDouble(notes.get("validation_loss"));
    worseEvaluations = Integer.parseInt(notes.get("worse_evaluations"));
    lossSum = Double.parseDouble(notes.get("loss_sum"));
    lossCount = Long.parseLong(notes.get("loss_count"));
    // In earlier states, which were saved behind the report alone, these are not there.
    reportedStep = Long.parseLong(notes.getOrDefault("reported_step", notes.get("step")));
    gradientNorm = Double.parseDouble(notes.getOrDefault("gradient_norm", "0"));
    rate = Double.parseDouble(notes.getOrDefault("rate", "0"));
  }
}
