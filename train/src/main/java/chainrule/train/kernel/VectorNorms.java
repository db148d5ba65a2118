package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;
import static chainrule.train.kernel.Lanes.store;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// Normalisation of rows, which stay in the first-level cache meanwhile. Gradients of weights are
/// summed up by spans of rows, and these in their order.
final class VectorNorms implements Norms {
  /// Rows that share one partial sum of the weights' gradient.
  private static final int BLOCK = 64;

  private final Parallel parallel;
  private float[] partial = new float[0];

  VectorNorms(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public void layer(
      int rows,
      int width,
      double epsilon,
      Tensor x,
      Tensor weight,
      Tensor bias,
      Tensor y,
      Tensor mean,
      Tensor scale) {
    float[] from = x.floats();
    Spans.run(
        parallel,
        rows,
        2L * width,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = x.offset() + row * width;
            float center = Sums.sum(from, at, width) / width;
            float variance = Sums.squares(from, at, width, center) / width;
            float factor = (float) (1 / Math.sqrt(variance + epsilon));
            mean.floats()[mean.offset() + row] = center;
            scale.floats()[scale.offset() + row] = factor;
            write(from, at, width, center, factor, weight, bias, y, row);
          }
        });
  }

  @Override
  public void rms(
      int rows, int width, double epsilon, Tensor x, Tensor weight, Tensor y, Tensor scale) {
    float[] from = x.floats();
    Spans.run(
        parallel,
        rows,
        2L * width,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = x.offset() + row * width;
            float square = Sums.dot(from, at, from, at, width) / width;
            float factor = (float) (1 / Math.sqrt(square + epsilon));
            scale.floats()[scale.offset() + row] = factor;
            write(from, at, width, 0, factor, weight, Tensor.NONE, y, row);
          }
        });
  }

  private static void write(
      float[] x,
      int at,
      int width,
      float center,
      float factor,
      Tensor weight,
      Tensor bias,
      Tensor y,
      int row) {
    float[] weights = weight.floats();
    float[] biases = bias.floats();
    float[] to = y.floats();
    int toAt = y.offset() + row * width;
    for (int i = 0; i < width; i += COUNT) {
      int left = width - i;
      FloatVector result = load(x, at + i, left).sub(center).mul(factor);
      if (weight.isGiven()) {
        result = result.mul(load(weights, weight.offset() + i, left));
      }
      if (bias.isGiven()) {
        result = result.add(load(biases, bias.offset() + i, left));
      }
      store(result, to, toAt + i, left);
    }
  }

  @Override
  public void layerBackward(
      int rows,
      int width,
      Tensor x,
      Tensor weight,
      Tensor mean,
      Tensor scale,
      Tensor dy,
      Target dx,
      Target dWeight,
      Target dBias) {
    backward(rows, width, true, x, weight, mean, scale, dy, dx, dWeight, dBias);
  }

  @Override
  public void rmsBackward(
      int rows,
      int width,
      Tensor x,
      Tensor weight,
      Tensor scale,
      Tensor dy,
      Target dx,
      Target dWeight) {
    backward(rows, width, false, x, weight, Tensor.NONE, scale, dy, dx, dWeight, Target.NONE);
  }

  /// With `g = dy · weight` and `n` the normalised row, `dx = scale · (g - mean(g) - n ·
  /// mean(g·n))`, where the second term is layer normalisation's alone.
  private void backward(
      int rows,
      int width,
      boolean centered,
      Tensor x,
      Tensor weight,
      Tensor mean,
      Tensor scale,
      Tensor dy,
      Target dx,
      Target dWeight,
      Target dBias) {
    int blocks = (rows + BLOCK - 1) / BLOCK;
    boolean weighs = dWeight.isWanted() || dBias.isWanted();
    if (weighs && partial.length < 2 * blocks * width) {
      partial = new float[2 * blocks * width];
    }
    parallel.run(
        blocks,
        block -> {
          int sums = 2 * block * width;
          if (weighs) {
            java.util.Arrays.fill(partial, sums, sums + 2 * width, 0);
          }
          for (int row = block * BLOCK; row < Math.min(rows, (block + 1) * BLOCK); row++) {
            float center = centered ? mean.floats()[mean.offset() + row] : 0;
            float factor = scale.floats()[scale.offset() + row];
            if (dx.isWanted()) {
              backwardRow(row, width, centered, center, factor, x, weight, dy, dx);
            }
            if (weighs) {
              addToPartial(row, width, center, factor, x, dy, sums);
            }
          }
        });
    if (dWeight.isWanted()) {
      total(blocks, width, 0, dWeight);
    }
    if (dBias.isWanted()) {
      total(blocks, width, 1, dBias);
    }
  }

  private static void backwardRow(
      int row,
      int width,
      boolean centered,
      float center,
      float factor,
      Tensor x,
      Tensor weight,
      Tensor dy,
      Target dx) {
    float[] from = x.floats();
    float[] slope = dy.floats();
    float[] weights = weight.floats();
    float[] to = dx.tensor().floats();
    int at = x.offset() + row * width;
    int slopeAt = dy.offset() + row * width;
    int toAt = dx.tensor().offset() + row * width;
    float along; // Σ g·(x - center)
    float total; // Σ g
    if (weight.isGiven()) {
      along = Sums.weighted(slope, slopeAt, weights, weight.offset(), from, at, width, center);
      total = centered ? Sums.dot(slope, slopeAt, weights, weight.offset(), width) : 0;
    } else {
      along = Sums.centered(slope, slopeAt, from, at, width, center);
      total = centered ? Sums.sum(slope, slopeAt, width) : 0;
    }
    float back = -along / width * factor * factor * factor;
    float shift = -total / width * factor;
    for (int i = 0; i < width; i += COUNT) {
      int left = width - i;
      FloatVector g = load(slope, slopeAt + i, left);
      if (weight.isGiven()) {
        g = g.mul(load(weights, weight.offset() + i, left));
      }
      FloatVector result =
          load(from, at + i, left)
              .sub(center)
              .fma(FloatVector.broadcast(FLOATS, back), g.mul(factor).add(shift));
      put(dx.adds(), result, to, toAt + i, left);
    }
  }

  private void addToPartial(
      int row, int width, float center, float factor, Tensor x, Tensor dy, int sums) {
    float[] from = x.floats();
    float[] slope = dy.floats();
    int at = x.offset() + row * width;
    int slopeAt = dy.offset() + row * width;
    for (int i = 0; i < width; i += COUNT) {
      int left = width - i;
      FloatVector g = load(slope, slopeAt + i, left);
      FloatVector normal = load(from, at + i, left).sub(center).mul(factor);
      store(normal.fma(g, load(partial, sums + i, left)), partial, sums + i, left);
      put(true, g, partial, sums + width + i, left);
    }
  }

  private void total(int blocks, int width, int which, Target to) {
    float[] sums = to.tensor().floats();
    int at = to.tensor().offset();
    for (int i = 0; i < width; i += COUNT) {
      int left = width - i;
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int block = 0; block < blocks; block++) {
        sum = sum.add(load(partial, (2 * block + which) * width + i, left));
      }
      put(to.adds(), sum, sums, at + i, left);
    }
  }
}
