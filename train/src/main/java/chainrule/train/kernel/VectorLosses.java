package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Cross-entropy, several rows to a thread at a time.
final class VectorLosses implements Losses {
  private final Parallel parallel;
  private final LinearLoss linear;

  VectorLosses(Parallel parallel) {
    this.parallel = parallel;
    this.linear = new LinearLoss(parallel);
  }

  @Override
  public void crossEntropy(
      int rows,
      int classes,
      double smoothing,
      Tensor logits,
      Tensor targets,
      Tensor loss,
      Tensor logSumExp) {
    float[] from = logits.floats();
    Spans.run(
        parallel,
        rows,
        2L * classes,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = logits.offset() + row * classes;
            float max = Sums.max(from, at, classes);
            double logarithm = max + StrictMath.log(Sums.exponentials(max, from, at, classes));
            int target = targets.id(row);
            logSumExp.floats()[logSumExp.offset() + row] = (float) logarithm;
            double here = 0;
            if (target >= 0) {
              here = logarithm - (1 - smoothing) * from[at + target];
              if (smoothing != 0) {
                here -= smoothing * Sums.sum(from, at, classes) / classes;
              }
            }
            loss.floats()[loss.offset() + row] = (float) here;
          }
        });
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
    float[] from = logits.floats();
    float[] to = dLogits.tensor().floats();
    float everywhere = (float) (smoothing / classes);
    Spans.run(
        parallel,
        rows,
        2L * classes,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = logits.offset() + row * classes;
            int toAt = dLogits.tensor().offset() + row * classes;
            int target = targets.id(row);
            float logarithm = logSumExp.floats()[logSumExp.offset() + row];
            float factor = dLoss.floats()[dLoss.offset() + row];
            if (target >= 0) {
              slopes(from, at, classes, logarithm, everywhere, factor, dLogits.adds(), to, toAt);
              to[toAt + target] -= (float) (1 - smoothing) * factor;
            } else if (!dLogits.adds()) { // what is left out may hold anything
              Arrays.fill(to, toAt, toAt + classes, 0);
            }
          }
        });
  }

  private static void slopes(
      float[] logits,
      int at,
      int classes,
      float logarithm,
      float everywhere,
      float factor,
      boolean adds,
      float[] to,
      int toAt) {
    int i = 0;
    for (; i <= classes - COUNT; i += COUNT) {
      FloatVector p = VectorFunctions.expOfNegative(load(logits, at + i).sub(logarithm));
      put(adds, p.sub(everywhere).mul(factor), to, toAt + i);
    }
    if (i < classes) {
      int left = classes - i;
      FloatVector p = VectorFunctions.expOfNegative(load(logits, at + i, left).sub(logarithm));
      put(adds, p.sub(everywhere).mul(factor), to, toAt + i, left);
    }
  }

  @Override
  public void linear(
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
      Tensor shares) {
    linear.forward(
        new LinearLoss.Call(rows, width, classes, smoothing, x, weight, transposed, targets),
        bias,
        loss,
        scales,
        shares);
  }

  @Override
  public void linearBackward(
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
      Target dBias) {
    linear.backward(
        new LinearLoss.Call(rows, width, classes, smoothing, x, weight, transposed, targets),
        scales,
        shares,
        dLoss,
        dX,
        dWeight,
        dBias);
  }
}
