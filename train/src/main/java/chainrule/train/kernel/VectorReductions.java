package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// Sums, by rows where the numbers of a sum are neighbours and by columns where they are not. Long
/// sums are cut at fixed places and the parts added in their order.
final class VectorReductions implements Reductions {
  /// Rows that share one partial sum of columns.
  private static final int BLOCK = 64;

  /// So few that their sum in single precision is as good as they are.
  private static final int FEW = 512;

  private final Parallel parallel;
  private final Reductions plain = new PlainReductions();
  private float[] partial = new float[0];
  private double[] totals = new double[0];

  VectorReductions(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public void sum(int outer, int count, int inner, double factor, Tensor x, Target y) {
    float scale = (float) factor;
    if (inner == 1) {
      float[] from = x.floats();
      float[] to = y.tensor().floats();
      Spans.run(
          parallel,
          outer,
          count,
          (start, end) -> {
            for (int row = start; row < end; row++) {
              float sum = scale * sum(from, x.offset() + row * count, count);
              int at = y.tensor().offset() + row;
              to[at] = y.adds() ? to[at] + sum : sum;
            }
          });
    } else if (outer == 1) {
      int blocks = Math.max(1, (count + BLOCK - 1) / BLOCK);
      partial = Product.grown(partial, blocks * inner);
      parallel.run(
          blocks,
          block -> {
            int rows = Math.min(BLOCK, count - block * BLOCK);
            int from = x.offset() + block * BLOCK * inner;
            sumColumns(rows, inner, inner, 1, x.floats(), from, false, partial, block * inner);
          });
      sumColumns(
          blocks,
          inner,
          inner,
          scale,
          partial,
          0,
          y.adds(),
          y.tensor().floats(),
          y.tensor().offset());
    } else {
      Spans.run(
          parallel,
          outer,
          (long) count * inner,
          (start, end) -> {
            for (int o = start; o < end; o++) {
              int from = x.offset() + o * count * inner;
              int to = y.tensor().offset() + o * inner;
              sumColumns(
                  count, inner, inner, scale, x.floats(), from, y.adds(), y.tensor().floats(), to);
            }
          });
    }
  }

  /// A long row in pieces.
  private static float sum(float[] x, int at, int size) {
    float sum = 0;
    for (int i = 0; i < size; i += 4096) {
      sum += Sums.sum(x, at + i, Math.min(4096, size - i));
    }
    return sum;
  }

  /// `y (+)= factor · Σ rows`, which are `stride` apart.
  static void sumColumns(
      int rows,
      int columns,
      int stride,
      float factor,
      float[] x,
      int at,
      boolean adds,
      float[] y,
      int yAt) {
    int i = 0;
    for (; i <= columns - COUNT; i += COUNT) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int row = 0; row < rows; row++) {
        sum = sum.add(load(x, at + row * stride + i));
      }
      put(adds, sum.mul(factor), y, yAt + i);
    }
    for (; i < columns; i++) {
      float sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += x[at + row * stride + i];
      }
      y[yAt + i] = adds ? y[yAt + i] + sum * factor : sum * factor;
    }
  }

  @Override
  public void max(int outer, int count, int inner, Tensor x, Tensor y, Tensor where) {
    plain.max(outer, count, inner, x, y, where);
  }

  @Override
  public void softmax(boolean logarithm, int outer, int count, int inner, Tensor x, Tensor y) {
    if (inner != 1) {
      plain.softmax(logarithm, outer, count, inner, x, y);
      return;
    }
    float[] from = x.floats();
    float[] to = y.floats();
    Spans.run(
        parallel,
        outer,
        4L * count,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = x.offset() + row * count;
            int toAt = y.offset() + row * count;
            float max = Sums.max(from, at, count);
            if (logarithm) {
              double sum = Sums.exponentials(max, from, at, count);
              shift(from, at, max, (float) StrictMath.log(sum), to, toAt, count);
            } else {
              divide(to, toAt, count, Sums.exponentials(max, from, at, to, toAt, count));
            }
          }
        });
  }

  private static void divide(float[] x, int at, int count, float by) {
    int i = 0;
    for (; i <= count - COUNT; i += COUNT) {
      load(x, at + i).div(by).intoArray(x, at + i);
    }
    for (; i < count; i++) {
      x[at + i] /= by;
    }
  }

  private static void shift(
      float[] x, int at, float max, float logarithm, float[] y, int yAt, int count) {
    int i = 0;
    for (; i <= count - COUNT; i += COUNT) {
      load(x, at + i).sub(max).sub(logarithm).intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = x[at + i] - max - logarithm;
    }
  }

  @Override
  public void softmaxBackward(
      boolean logarithm, int outer, int count, int inner, Tensor y, Tensor dy, Target dx) {
    if (inner != 1) {
      plain.softmaxBackward(logarithm, outer, count, inner, y, dy, dx);
      return;
    }
    float[] results = y.floats();
    float[] slopes = dy.floats();
    float[] to = dx.tensor().floats();
    Spans.run(
        parallel,
        outer,
        4L * count,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = y.offset() + row * count;
            int slopeAt = dy.offset() + row * count;
            int toAt = dx.tensor().offset() + row * count;
            float sum =
                logarithm
                    ? sum(slopes, slopeAt, count)
                    : Sums.dot(results, at, slopes, slopeAt, count);
            int i = 0;
            for (; i <= count - COUNT; i += COUNT) {
              FloatVector result = load(results, at + i);
              FloatVector slope = load(slopes, slopeAt + i);
              put(dx.adds(), gradient(logarithm, result, slope, sum), to, toAt + i);
            }
            if (i < count) {
              int left = count - i;
              FloatVector result = load(results, at + i, left);
              FloatVector slope = load(slopes, slopeAt + i, left);
              put(dx.adds(), gradient(logarithm, result, slope, sum), to, toAt + i, left);
            }
          }
        });
  }

  private static FloatVector gradient(
      boolean logarithm, FloatVector result, FloatVector slope, float sum) {
    return logarithm
        ? slope.sub(VectorFunctions.expOfNegative(result).mul(sum))
        : slope.sub(sum).mul(result);
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return dot(x, x);
  }

  @Override
  public double dot(Tensor a, Tensor b) {
    int parts = Spans.count(a.size(), 1);
    if (totals.length < parts) {
      totals = new double[parts];
    }
    Spans.run(
        parallel,
        a.size(),
        1,
        (start, end) ->
            totals[start / Spans.length(1)] =
                dot(a.floats(), a.offset() + start, b.floats(), b.offset() + start, end - start));
    double total = 0;
    for (int part = 0; part < parts; part++) {
      total += totals[part];
    }
    return total;
  }

  /// Sums of some numbers each with vectors, added up with more digits.
  private static double dot(float[] a, int aAt, float[] b, int bAt, int size) {
    double sum = 0;
    for (int i = 0; i < size; i += FEW) {
      sum += Sums.dot(a, aAt + i, b, bAt + i, Math.min(FEW, size - i));
    }
    return sum;
  }

  @Override
  public int firstNotFinite(Tensor x) {
    float[] numbers = x.floats();
    for (int i = 0; i < x.size(); i++) {
      if (!Float.isFinite(numbers[x.offset() + i])) {
        return i;
      }
    }
    return -1;
  }
}
