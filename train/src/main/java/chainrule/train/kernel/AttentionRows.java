package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;

import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// What attention does with a block of rows of scores one by one: softmax, and the way back. Rows
/// lie in strips that are whole vectors wide, so that every loop goes by whole vectors; behind what
/// a query sees stands what adds nothing. One thread each.
final class AttentionRows {
  private final float[] peaks; // of each row's scores, scaled
  private final float[] sums; // of each row's exponentials
  private final float[] factors; // one over them, or 0 where a query sees nothing

  /// @param most rows in a block
  AttentionRows(int most) {
    int length = Panels.padded(most);
    this.peaks = new float[length];
    this.sums = new float[length];
    this.factors = new float[length];
  }

  /// Turns the scores of query `first + r`, row `r` of the strip, into exponentials; zeros where
  /// there is nothing to see, up to `width`.
  void exponentials(
      AttentionCall call, int sequence, int head, int first, int r, float[] scores, int width) {
    AttentionShape shape = call.shape();
    int i = first + r;
    int visible = shape.visible(i);
    int whole = Panels.padded(visible);
    int at = r * Panels.padded(shape.keys());
    call.hide(sequence, i, visible, scores, at, Float.NEGATIVE_INFINITY);
    Arrays.fill(scores, at + visible, at + whole, Float.NEGATIVE_INFINITY);
    float max = Sums.max(scores, at, whole);
    if (max == Float.NEGATIVE_INFINITY) {
      Arrays.fill(scores, at, at + width, 0);
      peaks[r] = max;
      sums[r] = 0;
      factors[r] = 0;
      return;
    }
    float scale = (float) shape.scale();
    peaks[r] = scale * max;
    sums[r] = Sums.exponentials(scale, peaks[r], scores, at, whole);
    factors[r] = 1 / sums[r];
    if (width > whole) {
      Arrays.fill(scores, at + whole, at + width, 0);
    }
    if (shape.dropout() > 0) {
      drop(call, sequence, head, i, scores, at, whole);
    }
  }

  /// Writes the logarithms of what the rows' softmax divides by.
  void logSumExp(AttentionCall call, int sequence, int head, int first, int rows) {
    for (int r = 0; r < rows; r += COUNT) {
      load(peaks, r).add(VectorFunctions.log(load(sums, r))).intoArray(sums, r);
    }
    Tensor to = call.logSumExp();
    System.arraycopy(sums, 0, to.floats(), to.offset() + call.row(sequence, head, first), rows);
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

  /// Makes the probabilities of query `i` again, from its scores, and the gradients of the scores,
  /// from those of the probabilities; zeros behind what it sees, up to `width`.
  ///
  /// @param inner result times gradient of the result
  static void backward(
      AttentionCall call,
      int sequence,
      int head,
      int i,
      float inner,
      float[] scores,
      float[] slopes,
      int at,
      int width) {
    AttentionShape shape = call.shape();
    int visible = shape.visible(i);
    int whole = Panels.padded(visible);
    call.hide(sequence, i, visible, scores, at, Float.NEGATIVE_INFINITY);
    Tensor logarithms = call.logSumExp();
    float logarithm = logarithms.floats()[logarithms.offset() + call.row(sequence, head, i)];
    if (logarithm == Float.NEGATIVE_INFINITY) { // it saw nothing
      visible = 0;
    } else {
      boolean drops = shape.dropout() > 0;
      if (drops) {
        drop(call, sequence, head, i, slopes, at, whole);
      }
      FloatVector scale = FloatVector.broadcast(FLOATS, (float) shape.scale());
      FloatVector shift = FloatVector.broadcast(FLOATS, -logarithm);
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector p = VectorFunctions.expOfNegative(load(scores, at + j).fma(scale, shift));
        load(slopes, at + j).sub(inner).mul(p).mul(scale).intoArray(slopes, at + j);
        p.intoArray(scores, at + j);
      }
      if (drops) {
        drop(call, sequence, head, i, scores, at, whole);
      }
    }
    Arrays.fill(scores, at + visible, at + width, 0);
    Arrays.fill(slopes, at + visible, at + width, 0);
  }

  private static void drop(
      AttentionCall call, int sequence, int head, int i, float[] row, int at, int whole) {
    long key = DropoutMask.rowKey(call.shape().key(), call.row(sequence, head, i));
    int threshold = DropoutMask.threshold(call.shape().dropout());
    float factor = (float) (1 / (1 - call.shape().dropout()));
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector kept = load(row, at + j).mul(factor);
      kept.blend(0, VectorElementwise.drops(key, j, threshold)).intoArray(row, at + j);
    }
  }
}
