package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Sums in the order of their terms.
final class PlainReductions implements Reductions {
  @Override
  public void sum(int outer, int count, int inner, double factor, Tensor x, Target y) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
          sum += x.get((o * count + n) * inner + i);
        }
        y.put(o * inner + i, factor * sum);
      }
    }
  }

  @Override
  public void max(int outer, int count, int inner, Tensor x, Tensor y, Tensor where) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        double max = Double.NEGATIVE_INFINITY;
        int found = -1;
        for (int n = 0; n < count; n++) {
          double number = x.get((o * count + n) * inner + i);
          if (found < 0 || number > max || (Double.isNaN(number) && !Double.isNaN(max))) {
            max = number;
            found = n;
          }
        }
        y.set(o * inner + i, max);
        where.set(o * inner + i, found);
      }
    }
  }

  @Override
  public void softmax(boolean logarithm, int outer, int count, int inner, Tensor x, Tensor y) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int first = o * count * inner + i;
        double max = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < count; n++) {
          max = Math.max(max, x.get(first + n * inner));
        }
        double sum = 0;
        for (int n = 0; n < count; n++) {
          sum += Math.exp(x.get(first + n * inner) - max);
        }
        for (int n = 0; n < count; n++) {
          double shifted = x.get(first + n * inner) - max;
          y.set(first + n * inner, logarithm ? shifted - Math.log(sum) : Math.exp(shifted) / sum);
        }
      }
    }
  }

  @Override
  public void softmaxBackward(
      boolean logarithm, int outer, int count, int inner, Tensor y, Tensor dy, Target dx) {
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        int first = o * count * inner + i;
        double sum = 0; // Σ dy·y, or Σ dy for the logarithm
        for (int n = 0; n < count; n++) {
          sum += dy.get(first + n * inner) * (logarithm ? 1 : y.get(first + n * inner));
        }
        for (int n = 0; n < count; n++) {
          int place = first + n * inner;
          double gradient = dy.get(place);
          double result = y.get(place);
          dx.put(place, logarithm ? gradient - Math.exp(result) * sum : result * (gradient - sum));
        }
      }
    }
  }

  @Override
  public double sumOfSquares(Tensor x) {
    return dot(x, x);
  }

  @Override
  public double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * b.get(i);
    }
    return sum;
  }

  @Override
  public int firstNotFinite(Tensor x) {
    for (int i = 0; i < x.size(); i++) {
      if (!Double.isFinite(x.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
