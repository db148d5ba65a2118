package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Attention of one sequence and one key head, with the query heads that read it. Keys and values
/// are packed once; then the scores of a block of queries with all keys that it may see are a strip
/// that fits into the second-level cache. One thread each; all numbers here are its scratch.
final class AttentionHead {
  /// Queries in a block.
  private static final int BLOCK = 32;

  private final Product product = new Product();
  private final float[] square = new float[COUNT * COUNT];
  private final AttentionRows softmax = new AttentionRows(BLOCK);
  private float[] keyColumns = new float[0]; // (headSize, keys), packed
  private float[] keyRows = new float[0]; // (keys, headSize), packed
  private float[] valueColumns = new float[0]; // (valueSize, keys), packed
  private float[] valueRows = new float[0]; // (keys, valueSize), packed
  private float[] scores = new float[0]; // (BLOCK, keys), then probabilities
  private float[] slopes = new float[0]; // (BLOCK, keys) of the probabilities, then of the scores
  private float[] packed = new float[0]; // (BLOCK, headSize or valueSize), packed

  void forward(AttentionCall call, int sequence, int keyHead) {
    AttentionShape shape = call.shape();
    int keys = shape.keys();
    int width = shape.valueSize();
    keyColumns = packKeys(call, sequence, keyHead, true, keyColumns);
    valueRows = packValues(call, sequence, keyHead, false, valueRows);
    scores = Product.grown(scores, BLOCK * Panels.padded(keys));
    int group = shape.heads() / shape.keyHeads();
    float[] results = call.result().floats();
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
      for (int first = 0; first < shape.queries(); first += BLOCK) {
        int rows = Math.min(BLOCK, shape.queries() - first);
        int visible = shape.visible(first + rows - 1);
        score(call, sequence, head, first, rows, visible);
        for (int r = 0; r < rows; r++) {
          softmax.exponentials(call, sequence, head, first, r, scores, visible);
        }
        softmax.logSumExp(call, sequence, head, first, rows);
        int to = call.result().offset() + call.result(sequence, head, first);
        int stride = call.resultStride();
        product.runPacked(
            rows,
            width,
            visible,
            scores,
            0,
            Panels.padded(keys),
            1,
            valueRows,
            keys,
            width,
            results,
            to,
            stride,
            false);
        softmax.divide(rows, width, results, to, stride);
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
        1,
        keyColumns,
        call.shape().headSize(),
        keys,
        scores,
        0,
        Panels.padded(keys),
        false);
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
    int group = shape.heads() / shape.keyHeads();
    boolean later = false;
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
      for (int first = (shape.queries() - 1) / BLOCK * BLOCK; first >= 0; first -= BLOCK) {
        int rows = Math.min(BLOCK, shape.queries() - first);
        int visible = later ? shape.visible(first + rows - 1) : shape.keys();
        if (rows > 0) {
          block(call, sequence, head, first, rows, dResult, visible);
        }
        if (dq.isWanted() && rows > 0) {
          queryGradient(call, sequence, head, first, rows, dq);
        }
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
  /// scores, in [#slopes]; zeros where nothing is to be seen, up to `wanted`.
  private void block(
      AttentionCall call, int sequence, int head, int first, int rows, Tensor dResult, int wanted) {
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
        1,
        valueColumns,
        width,
        shape.keys(),
        slopes,
        0,
        stride,
        false);
    float[] results = call.result().floats();
    for (int r = 0; r < rows; r++) {
      int at = call.result().offset() + call.result(sequence, head, first + r);
      int dAt = slopeAt + r * call.resultStride();
      float inner = Sums.dot(results, at, dResult.floats(), dAt, width);
      AttentionRows.backward(
          call, sequence, head, first + r, inner, scores, slopes, r * stride, wanted);
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
        1,
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
    product.runPacked(
        visible,
        width,
        rows,
        strip,
        0,
        1,
        stride,
        packed,
        rows,
        width,
        to.tensor().floats(),
        to.tensor().offset() + at,
        toStride,
        to.adds() || later);
  }
}
