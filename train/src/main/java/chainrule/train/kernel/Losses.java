package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Cross-entropy of logits, without the probabilities ever being kept.
public interface Losses {
  /// `loss[r] = logSumExp[r] - (1 - smoothing)·logits[r, target] - smoothing·mean(logits[r])`; 0
  /// for rows whose target is negative (left out).
  ///
  /// @param logits `[rows, classes]`
  /// @param targets `INT32 [rows]`
  /// @param loss `[rows]`, written
  /// @param logSumExp `[rows]`, written
  void crossEntropy(
      int rows,
      int classes,
      double smoothing,
      Tensor logits,
      Tensor targets,
      Tensor loss,
      Tensor logSumExp);

  /// The gradient of the sum of all `dLoss[r]·loss[r]`:
  ///
  /// ```
  /// p = exp(logits[r, c] - logSumExp[r])
  /// dLogits[r, c] (+)= dLoss[r]·(p - (1 - smoothing)·[c = target] - smoothing/classes)
  /// ```
  ///
  /// 0 for rows that are left out. `dLogits` may be the very memory of `logits` (overwriting): each
  /// number is read before it is written.
  ///
  /// @param dLoss `[rows]`
  void crossEntropyBackward(
      int rows,
      int classes,
      double smoothing,
      Tensor logits,
      Tensor targets,
      Tensor logSumExp,
      Tensor dLoss,
      Target dLogits);
}
