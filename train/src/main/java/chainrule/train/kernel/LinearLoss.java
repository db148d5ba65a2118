package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Losses.BLOCK;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;

/// Logits and their cross-entropy together, a block of classes at a time, so that what follows on a
/// product finds its numbers in the cache. Where there are few blocks, threads share their rows.
final class LinearLoss {
  /// Parts of the work for each thread: so that one may do more of them than another.
  private static final int PARTS = 4;

  /// Rows whose logits fit into the cache, whole tiles.
  private static final int ROWS = 96;

  private final Parallel parallel;
  private final Part[] parts;
  private float[] sums = new float[0]; // of e^(logit - peak): [rows, padded(blocks)]
  private float[] totals = new float[0]; // of logits: [rows, padded(blocks)]

  LinearLoss(Parallel parallel) {
    this.parallel = parallel;
    this.parts = new Part[PARTS * parallel.threads()];
    Arrays.setAll(parts, _ -> new Part());
  }

  /// What a part of the work needs for itself.
  private static final class Part {
    private final Product product = new Product();
    private final PackedSide block = new PackedSide();
    private float[] logits = new float[0];
  }

  /// What forward and backward have in common; see [Losses#linear].
  record Call(
      int rows,
      int width,
      int classes,
      double smoothing,
      Tensor x,
      Tensor weight,
      boolean transposed,
      Tensor targets) {
    int blocks() {
      return Losses.blocks(classes);
    }

    int padded() {
      return Losses.padded(blocks());
    }

    /// Where block `n` begins.
    int start(Tensor shares, int n) {
      return shares.offset() + n * rows * BLOCK;
    }

    /// Numbers in a row of block `n`, a multiple of sixteen.
    int stride(int n) {
      return Math.min(BLOCK, Losses.padded(classes) - n * BLOCK);
    }

    int used(int n) {
      return Math.min(BLOCK, classes - n * BLOCK);
    }

    Side input() {
      return new Side(x.floats(), x.offset(), width, false);
    }

    /// Block `n` of the matrix, `(width, used)`.
    Side block(int n) {
      int stride = transposed ? width : classes;
      return new Side(weight.floats(), weight.offset(), stride, transposed).column(n * BLOCK);
    }
  }

  /// Some rows of some blocks.
  private interface Work {
    void run(Part part, int block, int firstRow, int endRow);
  }

  /// All blocks, whole where there are enough of them to go round, else in parts of their rows.
  private void share(int blocks, int rows, Work work) {
    boolean isWhole = goRound(blocks);
    int count = isWhole ? parts.length : parallel.threads();
    parallel.run(
        count,
        part -> {
          int begin = isWhole ? cut(blocks, part, count) : 0;
          int end = isWhole ? cut(blocks, part + 1, count) : blocks;
          int first = isWhole ? 0 : cut(rows, part, count);
          int last = isWhole ? rows : cut(rows, part + 1, count);
          for (int n = begin; n < end; n++) {
            work.run(parts[part], n, first, last);
          }
        });
  }

  private boolean goRound(int blocks) {
    return blocks >= parts.length;
  }

  private static int cut(int size, int part, int parts) {
    return (int) ((long) size * part / parts);
  }

  void forward(Call call, Tensor bias, Tensor loss, Tensor scales, Tensor shares) {
    int all = call.rows * call.padded();
    sums = Product.grown(sums, all);
    totals = Product.grown(totals, call.smoothing == 0 ? 0 : all);
    Arrays.fill(sums, 0, all, 0);
    Arrays.fill(scales.floats(), scales.offset(), scales.offset() + all, -Float.MAX_VALUE);
    share(
        call.blocks(),
        call.rows,
        (part, n, first, end) -> logits(call, part, n, first, end, bias, loss, scales, shares));
    Spans.run(
        parallel,
        call.rows,
        4L * call.padded(),
        (start, end) -> {
          for (int r = start; r < end; r++) {
            finish(call, r, loss, scales);
          }
        });
  }

  /// Some rows of a block, so few at a time that their logits are in the cache for all that becomes
  /// of them. Memory only sees the shares.
  private void logits(
      Call call,
      Part part,
      int n,
      int first,
      int end,
      Tensor bias,
      Tensor loss,
      Tensor scales,
      Tensor shares) {
    int stride = call.stride(n);
    part.block.pack(call.block(n), call.width, call.used(n));
    part.logits = Product.grown(part.logits, ROWS * stride);
    for (int start = first; start < end; start += ROWS) {
      int count = Math.min(ROWS, end - start);
      Side x = call.input().row(start);
      part.block.multiply(part.product, count, x, part.logits, 0, stride);
      for (int r = 0; r < count; r++) {
        row(call, n, start + r, part.logits, r * stride, bias, loss, scales, shares);
      }
    }
  }

  /// A row of a block from logits to shares.
  private void row(
      Call call,
      int n,
      int r,
      float[] logits,
      int at,
      Tensor bias,
      Tensor loss,
      Tensor scales,
      Tensor shares) {
    int stride = call.stride(n);
    int used = call.used(n);
    Arrays.fill(logits, at + used, at + stride, Float.NEGATIVE_INFINITY);
    if (bias.isGiven()) {
      add(used, bias.floats(), bias.offset() + n * BLOCK, logits, at);
    }
    int place = r * call.padded() + n;
    int target = call.targets.id(r) - n * BLOCK;
    if (target >= 0 && target < used) {
      loss.floats()[loss.offset() + r] = logits[at + target];
    }
    if (call.smoothing != 0) {
      totals[place] = Sums.sum(logits, at, used);
    }
    float peak = Sums.max(logits, at, stride);
    scales.floats()[scales.offset() + place] = peak;
    int to = call.start(shares, n) + r * stride;
    sums[place] = Sums.exponentials(peak, logits, at, shares.floats(), to, stride);
  }

  private static void add(int size, float[] from, int at, float[] to, int toAt) {
    int whole = Lanes.whole(size);
    for (int i = 0; i < whole; i += COUNT) {
      load(to, toAt + i).add(load(from, at + i)).intoArray(to, toAt + i);
    }
    for (int i = whole; i < size; i++) {
      to[toAt + i] += from[at + i];
    }
  }

  /// From what the blocks of a row have found to its loss and its scales.
  private void finish(Call call, int r, Tensor loss, Tensor scales) {
    int padded = call.padded();
    int first = r * padded;
    float[] scale = scales.floats();
    int at = scales.offset() + first;
    float peak = Sums.max(scale, at, padded);
    Sums.exponentials(peak, scale, at, scale, at, padded);
    float sum = Sums.dot(scale, at, sums, first, padded);
    float factor = 1 / sum;
    for (int i = 0; i < padded; i += COUNT) {
      load(scale, at + i).mul(factor).intoArray(scale, at + i);
    }
    float[] losses = loss.floats();
    int place = loss.offset() + r;
    if (call.targets.id(r) < 0) {
      losses[place] = 0;
      return;
    }
    double here = peak + StrictMath.log(sum) - (1 - call.smoothing) * losses[place];
    if (call.smoothing != 0) {
      double total = 0;
      for (int n = 0; n < call.blocks(); n++) {
        total += totals[first + n];
      }
      here -= call.smoothing * total / call.classes;
    }
    losses[place] = (float) here;
  }

  void backward(
      Call call,
      Tensor scales,
      Tensor shares,
      Tensor dLoss,
      Target dX,
      Target dWeight,
      Target dBias) {
    boolean isWhole = goRound(call.blocks());
    share(
        call.blocks(),
        call.rows,
        (part, n, first, end) -> {
          for (int r = first; r < end; r++) {
            slopes(call, n, r, scales, shares, dLoss);
          }
          if (isWhole) {
            weight(call, part.product, n, 0, call.width, shares, dWeight);
            bias(call, n, shares, dBias);
          }
        });
    if (!isWhole) {
      share(
          call.blocks(),
          call.width,
          (part, n, first, end) -> {
            weight(call, part.product, n, first, end, shares, dWeight);
            if (first == 0 && end > 0) {
              bias(call, n, shares, dBias);
            }
          });
    }
    if (dX.isWanted()) {
      input(call, shares, dX);
    }
  }

  /// A row of a block from shares to the gradients of its logits.
  private static void slopes(Call call, int n, int r, Tensor scales, Tensor shares, Tensor dLoss) {
    float[] row = shares.floats();
    int stride = call.stride(n);
    int at = call.start(shares, n) + r * stride;
    int target = call.targets.id(r);
    if (target < 0) {
      Arrays.fill(row, at, at + stride, 0);
      return;
    }
    float slope = dLoss.floats()[dLoss.offset() + r];
    float factor = slope * scales.floats()[scales.offset() + r * call.padded() + n];
    float everywhere = slope * (float) (call.smoothing / call.classes);
    for (int i = at; i < at + stride; i += COUNT) {
      load(row, i).mul(factor).sub(everywhere).intoArray(row, i);
    }
    int place = target - n * BLOCK;
    if (place >= 0 && place < stride) {
      row[at + place] -= (float) (1 - call.smoothing) * slope;
    }
  }

  /// The gradient of a block of the matrix, of rows `first` to `end` of `x`'s width.
  private void weight(
      Call call, Product product, int n, int first, int end, Tensor shares, Target dWeight) {
    if (!dWeight.isWanted()) {
      return;
    }
    int rows = call.rows;
    int width = call.width;
    int count = end - first;
    Side slopes = new Side(shares.floats(), call.start(shares, n), call.stride(n), false);
    float[] to = dWeight.tensor().floats();
    int at = dWeight.tensor().offset();
    boolean adds = dWeight.adds();
    if (call.transposed) {
      at += n * BLOCK * width + first;
      Side left = new Side(slopes.numbers, slopes.at, slopes.stride, true);
      Side right = call.input().column(first);
      product.run(call.used(n), count, rows, left, right, to, at, width, adds);
    } else {
      at += first * call.classes + n * BLOCK;
      Side left = new Side(call.x.floats(), call.x.offset() + first, width, true);
      product.run(count, call.used(n), rows, left, slopes, to, at, call.classes, adds);
    }
  }

  private static void bias(Call call, int n, Tensor shares, Target dBias) {
    if (!dBias.isWanted()) {
      return;
    }
    float[] to = dBias.tensor().floats();
    int toAt = dBias.tensor().offset() + n * BLOCK;
    int used = call.used(n);
    if (!dBias.adds()) {
      Arrays.fill(to, toAt, toAt + used, 0);
    }
    for (int r = 0; r < call.rows; r++) {
      add(used, shares.floats(), call.start(shares, n) + r * call.stride(n), to, toAt);
    }
  }

  /// The gradient of `x`, which all blocks add to in their order.
  private void input(Call call, Tensor shares, Target dX) {
    float[] to = dX.tensor().floats();
    int at = dX.tensor().offset();
    int threads = parallel.threads();
    parallel.run(
        threads,
        part -> {
          int first = cut(call.rows, part, threads);
          int count = cut(call.rows, part + 1, threads) - first;
          for (int n = 0; n < call.blocks(); n++) {
            Side slopes = new Side(shares.floats(), call.start(shares, n), call.stride(n), false);
            Side block = call.block(n);
            Side right = new Side(block.numbers, block.at, block.stride, !block.transposed);
            parts[part].product.run(
                count,
                call.width,
                call.used(n),
                slopes.row(first),
                right,
                to,
                at + first * call.width,
                call.width,
                dX.adds() || n > 0);
          }
        });
  }
}
