package chainrule.train.kernel;

import chainrule.train.tensor.Tensor;

/// Steps of optimizers, number by number.
final class PlainUpdates implements Updates {
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
    for (int i = 0; i < parameter.size(); i++) {
      double p = parameter.get(i);
      double g = scale * gradient.get(i) + decay * p;
      double step = g;
      if (velocity.isGiven()) {
        double v = momentum * velocity.get(i) + g;
        velocity.set(i, v);
        step = nesterov ? g + momentum * v : v;
      }
      parameter.set(i, p - rate * step);
    }
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
    double meanFactor = 1 / (1 - Math.pow(beta1, (double) step));
    double squareFactor = 1 / (1 - Math.pow(beta2, (double) step));
    for (int i = 0; i < parameter.size(); i++) {
      double g = scale * gradient.get(i);
      double m = beta1 * mean.get(i) + (1 - beta1) * g;
      double v = beta2 * square.get(i) + (1 - beta2) * g * g;
      mean.set(i, m);
      square.set(i, v);
      double direction = m * meanFactor / (Math.sqrt(v * squareFactor) + epsilon);
      parameter.set(i, parameter.get(i) * (1 - rate * decay) - rate * direction);
    }
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
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        sum += gradient.get(i) * gradient.get(i);
      }
      if (sum > 0) {
        squares.set(row, squares.get(row) + scale * scale * sum / width);
      }
      if (sum > 0 && squares.get(row) > 0) {
        double move = rate * scale / Math.sqrt(squares.get(row));
        for (int i = row * width; i < (row + 1) * width; i++) {
          parameter.set(i, parameter.get(i) - move * gradient.get(i));
        }
      }
    }
  }

  @Override
  public void momentum(
      double momentum,
      boolean nesterov,
      double scale,
      Tensor gradient,
      Tensor mean,
      Tensor direction) {
    for (int i = 0; i < gradient.size(); i++) {
      double fresh = (1 - momentum) * scale * gradient.get(i);
      double m = momentum * mean.get(i) + fresh;
      mean.set(i, m);
      direction.set(i, nesterov ? fresh + momentum * m : m);
    }
  }
}
