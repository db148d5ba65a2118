package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Normalisation of rows. `weight` and `bias` are `[width]` or not given.
public interface Norms {
  /// `y = (x - mean)/√(variance + epsilon) · weight + bias` for each row.
  ///
  /// @param x `[rows, width]`
  /// @param mean `[rows]`, written
  /// @param scale `[rows]`, written: 1/√(variance + epsilon)
  void layer(
      int rows,
      int width,
      double epsilon,
      Tensor x,
      Tensor weight,
      Tensor bias,
      Tensor y,
      Tensor mean,
      Tensor scale);

  /// The gradients of [#layer].
  void layerBackward(
      int rows,
      int width,
      Tensor x,
      Tensor weight,
      Tensor mean,
      Tensor scale,
      Tensor dy,
      Target dx,
      Target dWeight,
      Target dBias);

  /// `y = x/√(mean(x²) + epsilon) · weight` for each row.
  ///
  /// @param x `[rows, width]`
  /// @param scale `[rows]`, written: 1/√(mean(x²) + epsilon)
  void rms(int rows, int width, double epsilon, Tensor x, Tensor weight, Tensor y, Tensor scale);

  /// The gradients of [#rms].
  void rmsBackward(
      int rows,
      int width,
      Tensor x,
      Tensor weight,
      Tensor scale,
      Tensor dy,
      Target dx,
      Target dWeight);
}
