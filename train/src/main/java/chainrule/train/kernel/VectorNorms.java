package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;
import static chainrule.train.kernel.Lanes.store;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Normalisation of rows, which stay in the first-level cache meanwhile. Gradients of weights are
/// summed up by spans of rows, and these in their order.
final class VectorNorms implements Norms {
  /// Rows that share one partial sum of the weights' gradient.
  private static final int BLOCK = 64;

  private final Parallel parallel;
  private float[] partial = new float[0];
  private Tensor ones = Tensor.NONE;
  private Tensor zeros = Tensor.NONE;

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
    Tensor weights = orOnes(weight, width);
    Tensor biases = orZeros(bias, width);
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
            write(from, at, width, center, factor, weights, biases, y, row);
          }
        });
  }

  @Override
  public void rms(
      int rows, int width, double epsilon, Tensor x, Tensor weight, Tensor y, Tensor scale) {
    float[] from = x.floats();
    Tensor weights = orOnes(weight, width);
    Tensor biases = orZeros(Tensor.NONE, width);
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
            write(from, at, width, 0, factor, weights, biases, y, row);
          }
        });
  }

  private Tensor orOnes(Tensor weight, int width) {
    if (!weight.isGiven() && ones.size() < width) {
      ones = Tensor.zeros(Type.FLOAT32, Shape.of(width));
      ones.fill(1);
    }
    return weight.isGiven() ? weight : ones;
  }

  private Tensor orZeros(Tensor bias, int width) {
    if (!bias.isGiven() && zeros.size() < width) {
      zeros = Tensor.zeros(Type.FLOAT32, Shape.of(width));
    }
    return bias.isGiven() ? bias : zeros;
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
    int weightAt = weight.offset();
    int biasAt = bias.offset();
    int toAt = y.offset() + row * width;
    int i = 0;
    for (; i <= width - COUNT; i += COUNT) {
      FloatVector normal = load(x, at + i).sub(center).mul(factor);
      normal.fma(load(weights, weightAt + i), load(biases, biasAt + i)).intoArray(to, toAt + i);
    }
    if (i < width) {
      int left = width - i;
      FloatVector normal = load(x, at + i, left).sub(center).mul(factor);
      FloatVector shift = load(biases, biasAt + i, left);
      store(normal.fma(load(weights, weightAt + i, left), shift), to, toAt + i, left);
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
    Tensor weights = orOnes(weight, width);
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
            Arrays.fill(partial, sums, sums + 2 * width, 0);
          }
          for (int row = block * BLOCK; row < Math.min(rows, (block + 1) * BLOCK); row++) {
            float center = centered ? mean.floats()[mean.offset() + row] : 0;
            float factor = scale.floats()[scale.offset() + row];
            if (dx.isWanted()) {
              backwardRow(row, width, centered, center, factor, x, weights, dy, dx);
            }
            if (weighs) {
              addToPartial(row, width, center, factor, x, dy, partial, sums);
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
    int weightAt = weight.offset();
    float along = Sums.weighted(slope, slopeAt, weights, weightAt, from, at, width, center);
    float total = centered ? Sums.dot(slope, slopeAt, weights, weightAt, width) : 0;
    float back = -along / width * factor * factor * factor;
    float shift = -total / width * factor;
    FloatVector backs = FloatVector.broadcast(FLOATS, back);
    int i = 0;
    for (; i <= width - COUNT; i += COUNT) {
      FloatVector g = load(slope, slopeAt + i).mul(load(weights, weightAt + i));
      FloatVector apart = load(from, at + i).sub(center);
      put(dx.adds(), apart.fma(backs, g.mul(factor).add(shift)), to, toAt + i);
    }
    if (i < width) {
      int left = width - i;
      FloatVector g = load(slope, slopeAt + i, left).mul(load(weights, weightAt + i, left));
      FloatVector apart = load(from, at + i, left).sub(center);
      put(dx.adds(), apart.fma(backs, g.mul(factor).add(shift)), to, toAt + i, left);
    }
  }

  /// Adds a row's part of the gradients of weights and, after them, of biases.
  private static void addToPartial(
      int row,
      int width,
      float center,
      float factor,
      Tensor x,
      Tensor dy,
      float[] partial,
      int sums) {
    float[] from = x.floats();
    float[] slope = dy.floats();
    int at = x.offset() + row * width;
    int slopeAt = dy.offset() + row * width;
    int i = 0;
    for (; i <= width - COUNT; i += COUNT) {
      FloatVector g = load(slope, slopeAt + i);
      FloatVector normal = load(from, at + i).sub(center).mul(factor);
      normal.fma(g, load(partial, sums + i)).intoArray(partial, sums + i);
      put(true, g, partial, sums + width + i);
    }
    if (i < width) {
      int left = width - i;
      FloatVector g = load(slope, slopeAt + i, left);
      FloatVector normal = load(from, at + i, left).sub(center).mul(factor);
      store(normal.fma(g, load(partial, sums + i, left)), partial, sums + i, left);
      put(true, g, partial, sums + width + i, left);
    }
  }

  private void total(int blocks, int width, int which, Target to) {
    VectorReductions.sumColumns(
        blocks,
        width,
        2 * width,
        1,
        partial,
        which * width,
        to.adds(),
        to.tensor().floats(),
        to.tensor().offset());
  }
}
