package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.store;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// Steps of optimizers with vectors, one pass over memory each.
final class VectorUpdates implements Updates {
  private final Parallel parallel;

  VectorUpdates(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public void sgd(
      double rate,
      double momentum,
      boolean nesterov,
      double decay,
      double scale,
      Tensor parameter,
      Tensor gradient,
      Tensor velocity) {
    float[] p = parameter.floats();
    float[] g = gradient.floats();
    float[] v = velocity.floats();
    Spans.run(
        parallel,
        parameter.size(),
        1,
        (start, end) -> {
          for (int i = start; i < end; i += COUNT) {
            int left = end - i;
            FloatVector old = load(p, parameter.offset() + i, left);
            FloatVector step =
                load(g, gradient.offset() + i, left).mul((float) scale).add(old.mul((float) decay));
            if (velocity.isGiven()) {
              FloatVector fast =
                  load(v, velocity.offset() + i, left).mul((float) momentum).add(step);
              store(fast, v, velocity.offset() + i, left);
              step = nesterov ? fast.mul((float) momentum).add(step) : fast;
            }
            store(old.sub(step.mul((float) rate)), p, parameter.offset() + i, left);
          }
        });
  }

  @Override
  public void adamW(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      long step,
      double scale,
      Tensor parameter,
      Tensor gradient,
      Tensor mean,
      Tensor square) {
    float[] p = parameter.floats();
    float[] g = gradient.floats();
    float[] m = mean.floats();
    float[] v = square.floats();
    float keepMean = (float) beta1;
    float takeMean = (float) ((1 - beta1) * scale);
    float keepSquare = (float) beta2;
    float takeSquare = (float) ((1 - beta2) * scale * scale);
    float squareFactor = (float) (1 / (1 - StrictMath.pow(beta2, (double) step)));
    float move = (float) (rate / (1 - StrictMath.pow(beta1, (double) step)));
    float keep = (float) (1 - rate * decay);
    Spans.run(
        parallel,
        parameter.size(),
        1,
        (start, end) -> {
          for (int i = start; i < end; i += COUNT) {
            int left = end - i;
            FloatVector slope = load(g, gradient.offset() + i, left);
            FloatVector first =
                load(m, mean.offset() + i, left).mul(keepMean).add(slope.mul(takeMean));
            FloatVector second =
                load(v, square.offset() + i, left)
                    .mul(keepSquare)
                    .add(slope.mul(slope).mul(takeSquare));
            store(first, m, mean.offset() + i, left);
            store(second, v, square.offset() + i, left);
            FloatVector direction = first.div(second.mul(squareFactor).sqrt().add((float) epsilon));
            FloatVector moved =
                load(p, parameter.offset() + i, left).mul(keep).sub(direction.mul(move));
            store(moved, p, parameter.offset() + i, left);
          }
        });
  }

  @Override
  public void adaGrad(
      int rows,
      int width,
      double rate,
      double scale,
      Tensor parameter,
      Tensor gradient,
      Tensor squares) {
    float[] p = parameter.floats();
    float[] g = gradient.floats();
    float[] s = squares.floats();
    Spans.run(
        parallel,
        rows,
        width,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int from = gradient.offset() + row * width;
            float sum = Sums.squares(g, from, width, 0);
            if (sum > 0) {
              int place = squares.offset() + row;
              s[place] += (float) (scale * scale * sum / width);
              float move = (float) (rate * scale / Math.sqrt(s[place]));
              int to = parameter.offset() + row * width;
              for (int i = 0; i < width; i += COUNT) {
                FloatVector step = load(g, from + i, width - i).mul(move);
                store(load(p, to + i, width - i).sub(step), p, to + i, width - i);
              }
            }
          }
        });
  }

  @Override
  public void momentum(
      double momentum,
      boolean nesterov,
      double scale,
      Tensor gradient,
      Tensor mean,
      Tensor direction) {
    float[] g = gradient.floats();
    float[] m = mean.floats();
    float[] d = direction.floats();
    float keep = (float) momentum;
    float take = (float) ((1 - momentum) * scale);
    Spans.run(
        parallel,
        gradient.size(),
        1,
        (start, end) -> {
          for (int i = start; i < end; i += COUNT) {
            int left = end - i;
            FloatVector fresh = load(g, gradient.offset() + i, left).mul(take);
            FloatVector slow = load(m, mean.offset() + i, left).mul(keep).add(fresh);
            store(slow, m, mean.offset() + i, left);
            FloatVector way = nesterov ? slow.mul(keep).add(fresh) : slow;
            store(way, d, direction.offset() + i, left);
          }
        });
  }
}
