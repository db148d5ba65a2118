package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Cross-entropy row by row.
final class PlainLosses implements Losses {
  @Override
  public void crossEntropy(
      int rows,
      int classes,
      double smoothing,
      Tensor logits,
      Tensor targets,
      Tensor loss,
      Tensor logSumExp) {
    for (int r = 0; r < rows; r++) {
      double max = Double.NEGATIVE_INFINITY;
      double total = 0;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, logits.get(r * classes + c));
        total += logits.get(r * classes + c);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits.get(r * classes + c) - max);
      }
      double logarithm = max + Math.log(sum);
      int target = targets.id(r);
      logSumExp.set(r, logarithm);
      loss.set(
          r,
          target < 0
              ? 0
              : logarithm
                  - (1 - smoothing) * logits.get(r * classes + target)
                  - (smoothing == 0 ? 0 : smoothing * total / classes));
    }
  }

  @Override
  public void crossEntropyBackward(
      int rows,
      int classes,
      double smoothing,
      Tensor logits,
      Tensor targets,
      Tensor logSumExp,
      Tensor dLoss,
      Target dLogits) {
    for (int r = 0; r < rows; r++) {
      int target = targets.id(r);
      double factor = dLoss.get(r);
      for (int c = 0; c < classes; c++) {
        double wanted = (c == target ? 1 - smoothing : 0) + smoothing / classes;
        double probability = Math.exp(logits.get(r * classes + c) - logSumExp.get(r));
        dLogits.put(r * classes + c, target < 0 ? 0 : factor * (probability - wanted));
      }
    }
  }
}
