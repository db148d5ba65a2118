package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Attention of one sequence and one key head, with the query heads that read it. Keys and values
/// are packed once; then the scores of a block of queries with all keys that it may see are a strip
/// that fits into the second-level cache. One thread each; all numbers here are its scratch.
final class AttentionHead {
  /// Queries in a block.
  private static final int BLOCK = 64;

  private final Product product = new Product();
  private final float[] square = new float[COUNT * COUNT];
  private final float[] factors = new float[BLOCK];
  private float[] keyColumns = new float[0]; // (headSize, keys), packed
  private float[] keyRows = new float[0]; // (keys, headSize), packed
  private float[] valueColumns = new float[0]; // (valueSize, keys), packed
  private float[] valueRows = new float[0]; // (keys, valueSize), packed
  private float[] scores = new float[0]; // (BLOCK, keys), then probabilities
  private float[] slopes = new float[0]; // (BLOCK, keys) of the probabilities, then of the scores
  private float[] turned = new float[0]; // (keys, BLOCK)
  private float[] packed = new float[0]; // (BLOCK, headSize or valueSize), packed

  void forward(AttentionCall call, int sequence, int keyHead) {
    AttentionShape shape = call.shape();
    int keys = shape.keys();
    int width = shape.valueSize();
    keyColumns = packKeys(call, sequence, keyHead, true, keyColumns);
    valueRows = packValues(call, sequence, keyHead, false, valueRows);
    scores = Product.grown(scores, BLOCK * Panels.padded(keys));
    int group = shape.heads() / shape.keyHeads();
    float[] sums = call.logSumExp().floats();
    float[] results = call.result().floats();
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
      for (int first = 0; first < shape.queries(); first += BLOCK) {
        int rows = Math.min(BLOCK, shape.queries() - first);
        int visible = shape.visible(first + rows - 1);
        score(call, sequence, head, first, rows, visible);
        int row = call.logSumExp().offset() + call.row(sequence, head, first);
        for (int r = 0; r < rows; r++) {
          sums[row + r] = softmax(call, sequence, head, first + r, r, visible);
        }
        int to = call.result().offset() + call.result(sequence, head, first);
        int stride = call.resultStride();
        product.runPacked(
            rows,
            width,
            visible,
            scores,
            0,
            Panels.padded(keys),
            valueRows,
            keys,
            width,
            results,
            to,
            stride,
            false);
        for (int r = 0; r < rows; r++) {
          scale(factors[r], results, to + r * stride, width);
        }
      }
    }
  }

  private float[] packKeys(
      AttentionCall call, int sequence, int keyHead, boolean transposed, float[] room) {
    int inner = transposed ? call.shape().headSize() : call.shape().keys();
    int columns = transposed ? call.shape().keys() : call.shape().headSize();
    float[] panels = Product.grown(room, inner * Panels.padded(columns));
    Panels.packAll(call.keys(sequence, keyHead, transposed), inner, columns, panels, square);
    return panels;
  }

  private float[] packValues(
      AttentionCall call, int sequence, int keyHead, boolean transposed, float[] room) {
    int inner = transposed ? call.shape().valueSize() : call.shape().keys();
    int columns = transposed ? call.shape().keys() : call.shape().valueSize();
    float[] panels = Product.grown(room, inner * Panels.padded(columns));
    Panels.packAll(call.values(sequence, keyHead, transposed), inner, columns, panels, square);
    return panels;
  }

  /// `scores = q · kᵀ` for a block of queries and all keys of the panels that hold visible ones.
  private void score(AttentionCall call, int sequence, int head, int first, int rows, int visible) {
    int keys = call.shape().keys();
    product.runPacked(
        rows,
        Panels.cover(visible, keys),
        call.shape().headSize(),
        call.q().floats(),
        call.q().offset() + call.query(sequence, head, first),
        call.queryStride(),
        keyColumns,
        call.shape().headSize(),
        keys,
        scores,
        0,
        Panels.padded(keys),
        false);
  }

  /// Turns a row of scores into exponentials and zeros where nothing is to be seen, up to `width`;
  /// their factor is left in [#factors]. Returns the logarithm of their sum.
  private float softmax(AttentionCall call, int sequence, int head, int i, int r, int width) {
    AttentionShape shape = call.shape();
    int visible = shape.visible(i);
    int at = r * Panels.padded(shape.keys());
    call.hide(sequence, i, visible, scores, at, Float.NEGATIVE_INFINITY);
    float max = Sums.max(scores, at, visible);
    if (max == Float.NEGATIVE_INFINITY) {
      Arrays.fill(scores, at, at + width, 0);
      factors[r] = 0;
      return Float.NEGATIVE_INFINITY;
    }
    float scale = (float) shape.scale();
    float sum = Sums.exponentials(scale, scale * max, scores, at, visible);
    Arrays.fill(scores, at + visible, at + width, 0);
    factors[r] = 1 / sum;
    if (shape.dropout() > 0) {
      drop(call, sequence, head, i, scores, at, visible);
    }
    return (float) (scale * max + StrictMath.log(sum));
  }

  private static void drop(
      AttentionCall call, int sequence, int head, int i, float[] row, int at, int visible) {
    long key = DropoutMask.rowKey(call.shape().key(), call.row(sequence, head, i));
    int threshold = DropoutMask.threshold(call.shape().dropout());
    float factor = (float) (1 / (1 - call.shape().dropout()));
    int j = 0;
    for (; j <= visible - COUNT; j += COUNT) {
      FloatVector kept = load(row, at + j).mul(factor);
      kept.blend(0, VectorElementwise.drops(key, j, threshold)).intoArray(row, at + j);
    }
    for (; j < visible; j++) {
      row[at + j] = DropoutMask.keeps(key, j, threshold) ? row[at + j] * factor : 0;
    }
  }

  private static void scale(float factor, float[] row, int at, int width) {
    int i = 0;
    for (; i <= width - COUNT; i += COUNT) {
      load(row, at + i).mul(factor).intoArray(row, at + i);
    }
    for (; i < width; i++) {
      row[at + i] *= factor;
    }
  }

  /// From the last block of queries, which sees all keys, to the first, so that the last one may
  /// overwrite the gradients of keys and values and the others add.
  void backward(
      AttentionCall call,
      int sequence,
      int keyHead,
      Tensor dResult,
      Target dq,
      Target dk,
      Target dv) {
    AttentionShape shape = call.shape();
    int stride = Panels.padded(shape.keys());
    keyColumns = packKeys(call, sequence, keyHead, true, keyColumns);
    keyRows = packKeys(call, sequence, keyHead, false, keyRows);
    valueColumns = packValues(call, sequence, keyHead, true, valueColumns);
    scores = Product.grown(scores, BLOCK * stride);
    slopes = Product.grown(slopes, BLOCK * stride);
    turned = Product.grown(turned, shape.keys() * BLOCK);
    int group = shape.heads() / shape.keyHeads();
    boolean later = false;
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
      for (int first = (shape.queries() - 1) / BLOCK * BLOCK; first >= 0; first -= BLOCK) {
        int rows = Math.min(BLOCK, shape.queries() - first);
        if (rows > 0) {
          block(call, sequence, head, first, rows, dResult);
        }
        if (dq.isWanted() && rows > 0) {
          queryGradient(call, sequence, head, first, rows, dq);
        }
        int visible = later ? shape.visible(first + rows - 1) : shape.keys();
        if (dk.isWanted()) {
          Side queries =
              new Side(
                  call.q().floats(),
                  call.q().offset() + call.query(sequence, head, first),
                  call.queryStride(),
                  false);
          int at = call.key(sequence, keyHead);
          accumulate(
              slopes,
              stride,
              rows,
              visible,
              queries,
              shape.headSize(),
              dk,
              at,
              call.keyStride(),
              later);
        }
        if (dv.isWanted()) {
          Side dResults =
              new Side(
                  dResult.floats(),
                  dResult.offset() + call.result(sequence, head, first),
                  call.resultStride(),
                  false);
          int at = call.value(sequence, keyHead);
          accumulate(
              scores,
              stride,
              rows,
              visible,
              dResults,
              shape.valueSize(),
              dv,
              at,
              call.valueStride(),
              later);
        }
        later = true;
      }
    }
  }

  /// Makes the probabilities of a block of queries again, in [#scores], and the gradients of their
  /// scores, in [#slopes]; zeros where nothing is to be seen.
  private void block(
      AttentionCall call, int sequence, int head, int first, int rows, Tensor dResult) {
    AttentionShape shape = call.shape();
    int visible = shape.visible(first + rows - 1);
    int stride = Panels.padded(shape.keys());
    int width = shape.valueSize();
    score(call, sequence, head, first, rows, visible);
    int slopeAt = dResult.offset() + call.result(sequence, head, first);
    product.runPacked(
        rows,
        Panels.cover(visible, shape.keys()),
        width,
        dResult.floats(),
        slopeAt,
        call.resultStride(),
        valueColumns,
        width,
        shape.keys(),
        slopes,
        0,
        stride,
        false);
    float[] results = call.result().floats();
    for (int r = 0; r < rows; r++) {
      int at = r * stride;
      int end = shape.visible(first + r);
      float inner =
          Sums.dot(
              results,
              call.result().offset() + call.result(sequence, head, first + r),
              dResult.floats(),
              slopeAt + r * call.resultStride(),
              width);
      row(call, sequence, head, first + r, at, end, inner);
      // The panels reach further than this row sees, and the first block's gradient to all keys.
      Arrays.fill(scores, at + end, at + shape.keys(), 0);
      Arrays.fill(slopes, at + end, at + shape.keys(), 0);
    }
  }

  private void row(
      AttentionCall call, int sequence, int head, int i, int at, int end, float inner) {
    AttentionShape shape = call.shape();
    call.hide(sequence, i, end, scores, at, Float.NEGATIVE_INFINITY);
    float logarithm =
        call.logSumExp().floats()[call.logSumExp().offset() + call.row(sequence, head, i)];
    if (logarithm == Float.NEGATIVE_INFINITY) { // it saw nothing
      Arrays.fill(scores, at, at + end, 0);
      Arrays.fill(slopes, at, at + end, 0);
      return;
    }
    boolean drops = shape.dropout() > 0;
    if (drops) {
      drop(call, sequence, head, i, slopes, at, end);
    }
    FloatVector scale = FloatVector.broadcast(FLOATS, (float) shape.scale());
    FloatVector shift = FloatVector.broadcast(FLOATS, -logarithm);
    // Strips are whole vectors wide; what the last one has too much is overwritten with zeros.
    for (int j = 0; j < end; j += COUNT) {
      FloatVector p = VectorFunctions.expOfNegative(load(scores, at + j).fma(scale, shift));
      load(slopes, at + j).sub(inner).mul(p).mul(scale).intoArray(slopes, at + j);
      p.intoArray(scores, at + j);
    }
    if (drops) {
      drop(call, sequence, head, i, scores, at, end);
    }
  }

  private void queryGradient(
      AttentionCall call, int sequence, int head, int first, int rows, Target dq) {
    AttentionShape shape = call.shape();
    product.runPacked(
        rows,
        shape.headSize(),
        shape.visible(first + rows - 1),
        slopes,
        0,
        Panels.padded(shape.keys()),
        keyRows,
        shape.keys(),
        shape.headSize(),
        dq.tensor().floats(),
        dq.tensor().offset() + call.query(sequence, head, first),
        call.queryStride(),
        dq.adds());
  }

  /// `to (visible, width) (+)= stripᵀ · right (rows, width)`.
  private void accumulate(
      float[] strip,
      int stride,
      int rows,
      int visible,
      Side right,
      int width,
      Target to,
      int at,
      int toStride,
      boolean later) {
    packed = Product.grown(packed, BLOCK * Panels.padded(width));
    Panels.packAll(right, rows, width, packed, square);
    Transpose.copy(strip, 0, stride, rows, visible, turned, 0, rows, square);
    product.runPacked(
        visible,
        width,
        rows,
        turned,
        0,
        rows,
        packed,
        rows,
        width,
        to.tensor().floats(),
        to.tensor().offset() + at,
        toStride,
        to.adds() || later);
  }
}
