package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.INTS;
import static chainrule.train.kernel.Lanes.load;

import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Softmax of a strip of scores, `(keys, block)`, and the way back. A column belongs to a query and
/// a vector to its neighbours, so that every sum goes down the keys and nothing is ever summed
/// within a vector. The strip is whole vectors wide; what stands in columns without a query is
/// nobody's business. One thread each.
final class AttentionSoftmax {
  /// From place `COUNT - n` on, a vector whose first `n` numbers are -∞ and the others 0.
  private static final float[] STEPS = new float[2 * COUNT];

  static {
    Arrays.fill(STEPS, 0, COUNT, Float.NEGATIVE_INFINITY);
  }

  private final int block;
  private final float[] factors; // one over each query's sum, or 0 where it sees nothing
  private final float[] logarithms; // of the sums of the exponentials
  private final float[] inners; // each query's result times the gradient of its result
  private final int[] segments; // of the queries

  /// @param block queries in a strip, whole vectors
  AttentionSoftmax(int block) {
    this.block = block;
    this.factors = new float[block];
    this.logarithms = new float[block];
    this.inners = new float[block];
    this.segments = new int[block];
  }

  /// Turns the scores of the queries from `first` on, with keys up to `visible`, into exponentials,
  /// and writes the logarithms of what the softmax divides by.
  void exponentials(
      AttentionCall call,
      int sequence,
      int head,
      int first,
      int rows,
      float[] scores,
      int visible) {
    hide(call, sequence, first, rows, scores, visible);
    for (int lane = 0; lane < rows; lane += COUNT) {
      int end = call.shape().visible(first + Math.min(lane + COUNT, rows) - 1);
      exponentials((float) call.shape().scale(), scores, end, lane);
      clear(scores, end, visible, lane);
    }
    Tensor to = call.logSumExp();
    int at = to.offset() + call.row(sequence, head, first);
    System.arraycopy(logarithms, 0, to.floats(), at, rows);
    drop(call, sequence, head, first, rows, scores, visible);
  }

  private void exponentials(float factor, float[] scores, int end, int lane) {
    FloatVector max = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int k = 0; k < end; k++) {
      FloatVector score = load(scores, k * block + lane);
      max = max.blend(score, score.compare(VectorOperators.GT, max));
    }
    FloatVector scale = FloatVector.broadcast(FLOATS, factor);
    FloatVector shift = max.mul(scale).neg();
    shift = shift.blend(0, max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int k = 0; k < end; k++) {
      int at = k * block + lane;
      FloatVector e = VectorFunctions.expOfNegative(load(scores, at).fma(scale, shift));
      e.intoArray(scores, at);
      sum = sum.add(e);
    }
    VectorMask<Float> nothing = sum.compare(VectorOperators.EQ, 0);
    FloatVector.broadcast(FLOATS, 1).div(sum).blend(0, nothing).intoArray(factors, lane);
    VectorFunctions.log(sum).sub(shift).intoArray(logarithms, lane);
  }

  /// Divides sums of values, weighted with exponentials, by the sums of these.
  void divide(int rows, int width, float[] results, int at, int stride) {
    for (int r = 0; r < rows; r++) {
      int row = at + r * stride;
      int i = 0;
      for (; i <= width - COUNT; i += COUNT) {
        load(results, row + i).mul(factors[r]).intoArray(results, row + i);
      }
      for (; i < width; i++) {
        results[row + i] *= factors[r];
      }
    }
  }

  /// Makes the probabilities again, from the scores, and the gradients of the scores, from those of
  /// the probabilities.
  ///
  /// @param dResult the gradient of the result
  void backward(
      AttentionCall call,
      int sequence,
      int head,
      int first,
      int rows,
      Tensor dResult,
      float[] scores,
      float[] slopes,
      int visible) {
    hide(call, sequence, first, rows, scores, visible);
    drop(call, sequence, head, first, rows, slopes, visible);
    Tensor from = call.logSumExp();
    int row = from.offset() + call.row(sequence, head, first);
    System.arraycopy(from.floats(), row, logarithms, 0, rows);
    multiply(call, sequence, head, first, rows, dResult);
    for (int lane = 0; lane < rows; lane += COUNT) {
      int end = call.shape().visible(first + Math.min(lane + COUNT, rows) - 1);
      slopes((float) call.shape().scale(), scores, slopes, end, lane);
      clear(scores, end, visible, lane);
      clear(slopes, end, visible, lane);
    }
    drop(call, sequence, head, first, rows, scores, visible);
  }

  private void slopes(float factor, float[] scores, float[] slopes, int end, int lane) {
    FloatVector scale = FloatVector.broadcast(FLOATS, factor);
    FloatVector shift = load(logarithms, lane).neg();
    shift = shift.blend(0, shift.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    FloatVector inner = load(inners, lane);
    for (int k = 0; k < end; k++) {
      int at = k * block + lane;
      FloatVector p = VectorFunctions.expOfNegative(load(scores, at).fma(scale, shift));
      load(slopes, at).sub(inner).mul(p).mul(scale).intoArray(slopes, at);
      p.intoArray(scores, at);
    }
  }

  /// Each query's result times the gradient of its result.
  private void multiply(
      AttentionCall call, int sequence, int head, int first, int rows, Tensor dResult) {
    for (int r = 0; r < rows; r++) {
      int at = call.result(sequence, head, first + r);
      inners[r] =
          Sums.dot(
              call.result().floats(),
              call.result().offset() + at,
              dResult.floats(),
              dResult.offset() + at,
              call.shape().valueSize());
    }
  }

  /// Puts -∞ where a query must not look: at keys behind it, up to the last that its vector sees,
  /// and at those of another segment.
  private void hide(
      AttentionCall call, int sequence, int first, int rows, float[] scores, int visible) {
    AttentionShape shape = call.shape();
    boolean segmented = call.querySegments().isGiven();
    if (segmented) {
      for (int r = 0; r < rows; r++) {
        segments[r] = call.querySegments().id(sequence * shape.queries() + first + r);
      }
    }
    for (int lane = 0; lane < rows; lane += COUNT) {
      if (shape.causal()) {
        int seen =
            first + lane + 1 + shape.keys() - shape.queries(); // by the first, if not below 0
        for (int k = Math.max(0, seen); k < Math.min(visible, seen + COUNT - 1); k++) {
          int at = k * block + lane;
          VectorMask<Float> hidden =
              load(STEPS, COUNT - (k - seen + 1)).compare(VectorOperators.LT, 0);
          load(scores, at).blend(Float.NEGATIVE_INFINITY, hidden).intoArray(scores, at);
        }
      }
      for (int k = 0; segmented && k < visible; k++) {
        int own = call.keySegments().id(sequence * shape.keys() + k);
        int at = k * block + lane;
        VectorMask<Float> hidden =
            IntVector.fromArray(INTS, segments, lane).compare(VectorOperators.NE, own).cast(FLOATS);
        load(scores, at).blend(Float.NEGATIVE_INFINITY, hidden).intoArray(scores, at);
      }
    }
  }

  /// Drops probabilities, or their gradients.
  private void drop(
      AttentionCall call, int sequence, int head, int first, int rows, float[] strip, int visible) {
    if (call.shape().dropout() == 0) {
      return;
    }
    int threshold = DropoutMask.threshold(call.shape().dropout());
    float factor = (float) (1 / (1 - call.shape().dropout()));
    for (int k = 0; k < visible; k++) {
      long key = call.shape().maskKey(sequence, head, k);
      for (int lane = 0; lane < rows; lane += COUNT) {
        FloatVector kept = load(strip, k * block + lane).mul(factor);
        kept.blend(0, VectorElementwise.drops(key, first + lane, threshold))
            .intoArray(strip, k * block + lane);
      }
    }
  }

  private void clear(float[] strip, int from, int to, int lane) {
    for (int k = from; k < to; k++) {
      FloatVector.zero(FLOATS).intoArray(strip, k * block + lane);
    }
  }
}
