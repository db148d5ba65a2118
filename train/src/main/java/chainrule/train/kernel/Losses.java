package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Cross-entropy: of logits, without the probabilities ever being kept, and of a layer that makes
/// logits, without these being kept.
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

  /// Classes that [#linear] does at a time: their logits stay in the cache.
  int BLOCK = 384;

  /// Blocks of classes.
  static int blocks(int classes) {
    return (classes + BLOCK - 1) / BLOCK;
  }

  /// A row of classes or blocks with what fills up the last vectors.
  static int padded(int size) {
    return (size + 15) / 16 * 16;
  }

  /// The same loss for the logits `x·W + b`. The softmax stays in two parts for backward: of block
  /// `n` of classes, `shares` holds from `n·rows·BLOCK` on the rows of the block, `e^(logit -
  /// peak)`, where `peak` is the greatest logit of the row in the block; rows of the last block are
  /// [#padded] with zeros. `scales` holds in row `r` for each block `e^(peak - logSumExp)`.
  ///
  /// @param x `[rows, width]`
  /// @param weight `[width, classes]`, or `[classes, width]` where `transposed`
  /// @param bias `[classes]`, or not given
  /// @param targets `INT32 [rows]`
  /// @param loss `[rows]`, written
  /// @param scales `[rows, padded(blocks)]`, written
  /// @param shares `[rows, padded(classes)]`, written
  void linear(
      int rows,
      int width,
      int classes,
      double smoothing,
      Tensor x,
      Tensor weight,
      boolean transposed,
      Tensor bias,
      Tensor targets,
      Tensor loss,
      Tensor scales,
      Tensor shares);

  /// The gradients of the sum of all `dLoss[r]·loss[r]`.
  ///
  /// @param shares overwritten
  /// @param dLoss `[rows]`
  void linearBackward(
      int rows,
      int width,
      int classes,
      double smoothing,
      Tensor x,
      Tensor weight,
      boolean transposed,
      Tensor targets,
      Tensor scales,
      Tensor shares,
      Tensor dLoss,
      Target dX,
      Target dWeight,
      Target dBias);
}
