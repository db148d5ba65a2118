package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Normalisation of rows, sum by sum.
final class PlainNorms implements Norms {
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
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += x.get(r * width + j);
      }
      double centre = sum / width;
      double squares = 0;
      for (int j = 0; j < width; j++) {
        double distance = x.get(r * width + j) - centre;
        squares += distance * distance;
      }
      double factor = 1 / Math.sqrt(squares / width + epsilon);
      for (int j = 0; j < width; j++) {
        double normal = (x.get(r * width + j) - centre) * factor;
        y.set(
            r * width + j,
            normal * (weight.isGiven() ? weight.get(j) : 1) + (bias.isGiven() ? bias.get(j) : 0));
      }
      mean.set(r, centre);
      scale.set(r, factor);
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
    double[] weightSums = new double[width];
    double[] biasSums = new double[width];
    for (int r = 0; r < rows; r++) {
      double sum = 0; // Σ d, where d = dy·weight is the gradient of the normal number
      double products = 0; // Σ d·normal
      for (int j = 0; j < width; j++) {
        double normal = (x.get(r * width + j) - mean.get(r)) * scale.get(r);
        double gradient = dy.get(r * width + j);
        double d = gradient * (weight.isGiven() ? weight.get(j) : 1);
        sum += d;
        products += d * normal;
        weightSums[j] += gradient * normal;
        biasSums[j] += gradient;
      }
      for (int j = 0; j < width && dx.isWanted(); j++) {
        double normal = (x.get(r * width + j) - mean.get(r)) * scale.get(r);
        double d = dy.get(r * width + j) * (weight.isGiven() ? weight.get(j) : 1);
        dx.put(r * width + j, scale.get(r) * (d - sum / width - normal * products / width));
      }
    }
    put(weightSums, dWeight);
    put(biasSums, dBias);
  }

  @Override
  public void rms(
      int rows, int width, double epsilon, Tensor x, Tensor weight, Tensor y, Tensor scale) {
    for (int r = 0; r < rows; r++) {
      double squares = 0;
      for (int j = 0; j < width; j++) {
        squares += x.get(r * width + j) * x.get(r * width + j);
      }
      double factor = 1 / Math.sqrt(squares / width + epsilon);
      for (int j = 0; j < width; j++) {
        double normal = x.get(r * width + j) * factor;
        y.set(r * width + j, normal * (weight.isGiven() ? weight.get(j) : 1));
      }
      scale.set(r, factor);
    }
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
    double[] weightSums = new double[width];
    for (int r = 0; r < rows; r++) {
      double products = 0; // Σ d·normal, where d = dy·weight
      for (int j = 0; j < width; j++) {
        double normal = x.get(r * width + j) * scale.get(r);
        double gradient = dy.get(r * width + j);
        products += gradient * (weight.isGiven() ? weight.get(j) : 1) * normal;
        weightSums[j] += gradient * normal;
      }
      for (int j = 0; j < width && dx.isWanted(); j++) {
        double normal = x.get(r * width + j) * scale.get(r);
        double d = dy.get(r * width + j) * (weight.isGiven() ? weight.get(j) : 1);
        dx.put(r * width + j, scale.get(r) * (d - normal * products / width));
      }
    }
    put(weightSums, dWeight);
  }

  private static void put(double[] sums, Target target) {
    for (int j = 0; j < sums.length && target.isWanted(); j++) {
      target.put(j, sums[j]);
    }
  }
}
