package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Attention of one sequence and one key head, with the query heads that read it. The scores of a
/// block of queries with all keys that it may see are a strip that fits into the second-level
/// cache, keys down and queries across: [AttentionSoftmax] likes it so. One thread each; all
/// numbers here are its scratch.
final class AttentionHead {
  /// Queries in a block.
  private static final int BLOCK = 32;

  /// Rows of a product that go no further than the last of them needs: two tiles.
  private static final int STEP = 12;

  /// Numbers of a cache line.
  private static final int LINE = 16;

  private final Product product = new Product();
  private final AttentionSoftmax softmax = new AttentionSoftmax(BLOCK);
  private final Packed keys = new Packed(); // (keys, headSize)
  private final Packed values = new Packed(); // (keys, valueSize)
  private final Packed block = new Packed(); // of queries, or of gradients of their results
  private float[] scores = new float[0]; // (keys, BLOCK), then probabilities
  private float[] slopes = new float[0]; // (keys, BLOCK) of the probabilities, then of the scores

  @SuppressWarnings("UnusedVariable")
  private int fetched; // what was looked at, or the compiler would leave out looking

  /// Looks at a sequence's numbers from front to back. Its heads will jump through them, and memory
  /// that is read in order comes before it is asked for.
  void fetch(int sequence, int batch, Tensor... tensors) {
    for (Tensor tensor : tensors) {
      if (tensor.isGiven()) {
        float[] numbers = tensor.floats();
        int size = tensor.size() / batch;
        int start = tensor.offset() + sequence * size;
        for (int i = start; i < start + size; i += LINE) {
          fetched ^= Float.floatToRawIntBits(numbers[i]);
        }
      }
    }
  }

  void forward(AttentionCall call, int sequence, int keyHead) {
    AttentionShape shape = call.shape();
    int width = shape.valueSize();
    values.pack(call.values(sequence, keyHead), shape.keys(), width);
    scores = Product.grown(scores, shape.keys() * BLOCK);
    Side strip = new Side(scores, 0, BLOCK, true);
    int group = shape.heads() / shape.keyHeads();
    float[] results = call.result().floats();
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
      for (int first = 0; first < shape.queries(); first += BLOCK) {
        int rows = Math.min(BLOCK, shape.queries() - first);
        int visible = shape.visible(first + rows - 1);
        int to = call.result().offset() + call.result(sequence, head, first);
        int stride = call.resultStride();
        score(call, sequence, head, first, rows, visible);
        softmax.exponentials(call, sequence, head, first, rows, scores, visible);
        weigh(shape, first, rows, width, strip, values, results, to, stride, false);
        softmax.divide(rows, width, results, to, stride);
      }
    }
  }

  /// `scores = k · qᵀ` for a block of queries.
  private void score(AttentionCall call, int sequence, int head, int first, int rows, int visible) {
    Side queries = call.queries(sequence, head, first);
    Side left = call.keys(sequence, head / (call.shape().heads() / call.shape().keyHeads()));
    strip(visible, rows, call.shape().headSize(), left, queries, scores);
  }

  /// `strip (visible, rows) = left (visible, depth) · rightᵀ`.
  private void strip(int visible, int rows, int depth, Side left, Side right, float[] strip) {
    block.pack(right.turned(), depth, rows);
    product.runPacked(visible, Panels.padded(rows), depth, left, block, strip, 0, BLOCK, false);
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
    keys.pack(call.keys(sequence, keyHead), shape.keys(), shape.headSize());
    scores = Product.grown(scores, shape.keys() * BLOCK);
    slopes = Product.grown(slopes, shape.keys() * BLOCK);
    int group = shape.heads() / shape.keyHeads();
    boolean later = false;
    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
      for (int first = (shape.queries() - 1) / BLOCK * BLOCK; first >= 0; first -= BLOCK) {
        int rows = Math.min(BLOCK, shape.queries() - first);
        int visible = shape.visible(first + rows - 1);
        int common = shape.visible(first);
        Side dResults = call.results(dResult, sequence, head, first);
        score(call, sequence, head, first, rows, visible);
        strip(visible, rows, shape.valueSize(), call.values(sequence, keyHead), dResults, slopes);
        softmax.backward(call, sequence, head, first, rows, dResult, scores, slopes, visible);
        if (dq.isWanted()) {
          queryGradient(call, sequence, head, first, rows, dq);
        }
        if (dk.isWanted()) {
          Side queries = call.queries(sequence, head, first);
          int at = call.key(sequence, keyHead);
          accumulate(
              slopes,
              rows,
              common,
              visible,
              queries,
              shape.headSize(),
              dk,
              at,
              call.keyStride(),
              later);
        }
        if (dv.isWanted()) {
          int at = call.value(sequence, keyHead);
          accumulate(
              scores,
              rows,
              common,
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

  private void queryGradient(
      AttentionCall call, int sequence, int head, int first, int rows, Target dq) {
    weigh(
        call.shape(),
        first,
        rows,
        call.shape().headSize(),
        new Side(slopes, 0, BLOCK, true),
        keys,
        dq.tensor().floats(),
        dq.tensor().offset() + call.query(sequence, head, first),
        call.queryStride(),
        dq.adds());
  }

  /// `to (rows, width) (+)= stripᵀ (rows, keys) · right (keys, width)`, each row over the keys that
  /// it sees.
  private void weigh(
      AttentionShape shape,
      int first,
      int rows,
      int width,
      Side strip,
      Packed right,
      float[] to,
      int at,
      int stride,
      boolean adds) {
    for (int row = 0; row < rows; row += STEP) {
      int end = Math.min(rows, row + STEP);
      int visible = shape.visible(first + end - 1);
      product.runPacked(row, end, width, 0, visible, strip, right, to, at, stride, adds);
    }
  }

  /// `to (visible, width) (+)= strip (visible, rows) · right (rows, width)`, each key over the
  /// queries that see it.
  ///
  /// @param common keys that all queries see
  private void accumulate(
      float[] strip,
      int rows,
      int common,
      int visible,
      Side right,
      int width,
      Target to,
      int at,
      int toStride,
      boolean later) {
    block.pack(right, rows, width);
    Side left = new Side(strip, 0, BLOCK, false);
    float[] numbers = to.tensor().floats();
    int start = to.tensor().offset() + at;
    boolean adds = to.adds() || later;
    product.runPacked(common, width, rows, left, block, numbers, start, toStride, adds);
    for (int row = common; row < visible; row += STEP) {
      int end = Math.min(visible, row + STEP);
      int skipped = row - common;
      product.runPacked(
          row, end, width, skipped, rows, left, block, numbers, start, toStride, adds);
    }
  }
}
