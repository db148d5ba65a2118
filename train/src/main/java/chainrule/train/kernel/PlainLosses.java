package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;

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

  /// Where the share of a class stands.
  private static int place(int rows, int classes, int r, int c) {
    int first = c / BLOCK * BLOCK;
    int width = Math.min(BLOCK, Losses.padded(classes) - first);
    return rows * first + r * width + c - first;
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
    int blocks = Losses.blocks(classes);
    scales.fill(0);
    shares.fill(0);
    double[] logits = new double[classes];
    for (int r = 0; r < rows; r++) {
      double[] peaks = new double[blocks];
      Arrays.fill(peaks, Double.NEGATIVE_INFINITY);
      double total = 0;
      for (int c = 0; c < classes; c++) {
        double sum = bias.isGiven() ? bias.get(c) : 0;
        for (int k = 0; k < width; k++) {
          sum += x.get(r * width + k) * weight.get(transposed ? c * width + k : k * classes + c);
        }
        logits[c] = sum;
        total += sum;
        peaks[c / BLOCK] = Math.max(peaks[c / BLOCK], sum);
      }
      double peak = Arrays.stream(peaks).max().orElseThrow();
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        shares.set(place(rows, classes, r, c), Math.exp(logits[c] - peaks[c / BLOCK]));
        sum += Math.exp(logits[c] - peak);
      }
      double logarithm = peak + Math.log(sum);
      for (int n = 0; n < blocks; n++) {
        scales.set(r * Losses.padded(blocks) + n, Math.exp(peaks[n] - logarithm));
      }
      int target = targets.id(r);
      loss.set(
          r,
          target < 0
              ? 0
              : logarithm - (1 - smoothing) * logits[target] - smoothing * total / classes);
    }
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
    int blocks = Losses.padded(Losses.blocks(classes));
    double[] dx = new double[rows * width];
    double[] dw = new double[width * classes];
    double[] db = new double[classes];
    for (int r = 0; r < rows; r++) {
      int target = targets.id(r);
      for (int c = 0; c < classes && target >= 0; c++) {
        double scale = scales.get(r * blocks + c / BLOCK);
        double probability = shares.get(place(rows, classes, r, c)) * scale;
        double wanted = (c == target ? 1 - smoothing : 0) + smoothing / classes;
        double slope = dLoss.get(r) * (probability - wanted);
        db[c] += slope;
        for (int k = 0; k < width; k++) {
          int at = transposed ? c * width + k : k * classes + c;
          dx[r * width + k] += slope * weight.get(at);
          dw[at] += slope * x.get(r * width + k);
        }
      }
    }
    put(dx, dX);
    put(dw, dWeight);
    put(db, dBias);
  }

  private static void put(double[] sums, Target target) {
    for (int i = 0; i < sums.length && target.isWanted(); i++) {
      target.put(i, sums[i]);
    }
  }
}
