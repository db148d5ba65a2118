package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Tensor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Steps of optimizers with vectors, one pass over memory each.
final class VectorUpdates implements Updates {
  /// What a root and a quotient weigh for each number.
  private static final long ADAM_WEIGHT = 4;

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
    if (!velocity.isGiven() && decay == 0) {
      descend((float) rate, (float) scale, parameter, gradient);
      return;
    }
    Spans.run(
        parallel,
        parameter.size(),
        1,
        (start, end) -> {
          int i = start;
          for (; i <= end - COUNT; i += COUNT) {
            FloatVector old = load(p, parameter.offset() + i);
            FloatVector step =
                load(g, gradient.offset() + i).mul((float) scale).add(old.mul((float) decay));
            if (velocity.isGiven()) {
              FloatVector fast = load(v, velocity.offset() + i).mul((float) momentum).add(step);
              fast.intoArray(v, velocity.offset() + i);
              step = nesterov ? fast.mul((float) momentum).add(step) : fast;
            }
            old.sub(step.mul((float) rate)).intoArray(p, parameter.offset() + i);
          }
          for (; i < end; i++) {
            float old = p[parameter.offset() + i];
            float step = g[gradient.offset() + i] * (float) scale + old * (float) decay;
            if (velocity.isGiven()) {
              float fast = v[velocity.offset() + i] * (float) momentum + step;
              v[velocity.offset() + i] = fast;
              step = nesterov ? fast * (float) momentum + step : fast;
            }
            p[parameter.offset() + i] = old - step * (float) rate;
          }
        });
  }

  /// Takes the gradient alone. Where it is 0, as it is for most words of an embedding, the
  /// parameter is not touched.
  private void descend(float rate, float scale, Tensor parameter, Tensor gradient) {
    float[] p = parameter.floats();
    float[] g = gradient.floats();
    Spans.run(
        parallel,
        parameter.size(),
        1,
        (start, end) -> {
          int i = start;
          for (; i <= end - COUNT; i += COUNT) {
            FloatVector step = load(g, gradient.offset() + i).mul(scale);
            if (step.compare(VectorOperators.NE, 0).anyTrue()) {
              int at = parameter.offset() + i;
              load(p, at).sub(step.mul(rate)).intoArray(p, at);
            }
          }
          for (; i < end; i++) {
            p[parameter.offset() + i] -= g[gradient.offset() + i] * scale * rate;
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
        ADAM_WEIGHT,
        (start, end) -> {
          int i = start;
          for (; i <= end - COUNT; i += COUNT) {
            FloatVector slope = load(g, gradient.offset() + i);
            FloatVector first = load(m, mean.offset() + i).mul(keepMean).add(slope.mul(takeMean));
            FloatVector second =
                load(v, square.offset() + i).mul(keepSquare).add(slope.mul(slope).mul(takeSquare));
            first.intoArray(m, mean.offset() + i);
            second.intoArray(v, square.offset() + i);
            FloatVector direction = first.div(second.mul(squareFactor).sqrt().add((float) epsilon));
            FloatVector old = load(p, parameter.offset() + i);
            old.mul(keep).sub(direction.mul(move)).intoArray(p, parameter.offset() + i);
          }
          for (; i < end; i++) {
            float slope = g[gradient.offset() + i];
            float first = m[mean.offset() + i] * keepMean + slope * takeMean;
            float second = v[square.offset() + i] * keepSquare + slope * slope * takeSquare;
            m[mean.offset() + i] = first;
            v[square.offset() + i] = second;
            float direction = first / ((float) Math.sqrt(second * squareFactor) + (float) epsilon);
            p[parameter.offset() + i] = p[parameter.offset() + i] * keep - direction * move;
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
            int place = squares.offset() + row;
            float all = s[place] + (float) (scale * scale * sum / width);
            if (sum > 0 && all > 0) {
              s[place] = all;
              float move = (float) (rate * scale / Math.sqrt(all));
              int to = parameter.offset() + row * width;
              int i = 0;
              for (; i <= width - COUNT; i += COUNT) {
                load(p, to + i).sub(load(g, from + i).mul(move)).intoArray(p, to + i);
              }
              for (; i < width; i++) {
                p[to + i] -= g[from + i] * move;
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
          int i = start;
          for (; i <= end - COUNT; i += COUNT) {
            FloatVector fresh = load(g, gradient.offset() + i).mul(take);
            FloatVector slow = load(m, mean.offset() + i).mul(keep).add(fresh);
            slow.intoArray(m, mean.offset() + i);
            FloatVector way = nesterov ? slow.mul(keep).add(fresh) : slow;
            way.intoArray(d, direction.offset() + i);
          }
          for (; i < end; i++) {
            float fresh = g[gradient.offset() + i] * take;
            float slow = m[mean.offset() + i] * keep + fresh;
            m[mean.offset() + i] = slow;
            d[direction.offset() + i] = nesterov ? slow * keep + fresh : slow;
          }
        });
  }
}
