package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// Cross-entropy, several rows to a thread at a time.
final class VectorLosses implements Losses {
  private final Parallel parallel;

  VectorLosses(Parallel parallel) {
    this.parallel = parallel;
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
            float factor = target < 0 ? 0 : dLoss.floats()[dLoss.offset() + row];
            for (int i = 0; i < classes; i += COUNT) {
              int left = classes - i;
              FloatVector slope = FloatVector.zero(FLOATS);
              if (target >= 0) { // what is left out may hold anything
                FloatVector p = VectorFunctions.exp(load(from, at + i, left).sub(logarithm));
                slope = p.sub(everywhere).mul(factor);
              }
              put(dLogits.adds(), slope, to, toAt + i, left);
            }
            if (target >= 0) {
              to[toAt + target] -= (float) (1 - smoothing) * factor;
            }
          }
        });
  }
}
