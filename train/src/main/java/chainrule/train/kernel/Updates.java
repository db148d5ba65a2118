package chainrule.train.kernel;

import chainrule.train.tensor.Tensor;

/// One step of an optimizer, each in one pass over memory. `scale` is a factor for the gradient
/// (clipping). All tensors of a call have the same size, but for [#adaGrad]'s squares.
public interface Updates {
  /// `g = scale·gradient + decay·p`; `v = momentum·v + g`; `p -= rate·(nesterov ? g + momentum·v :
  /// v)`, or `p -= rate·g` where `velocity` is not given.
  void sgd(
      double rate,
      double momentum,
      boolean nesterov,
      double decay,
      double scale,
      Tensor parameter,
      Tensor gradient,
      Tensor velocity);

  /// Adam with decoupled decay, as PyTorch counts: `p *= 1 - rate·decay`; `m = beta1·m + (1 -
  /// beta1)·g`; `v = beta2·v + (1 - beta2)·g²`; `p -= rate/(1 - beta1^step) · m / (√(v/(1 -
  /// beta2^step)) + epsilon)`.
  ///
  /// @param step from 1
  void adamW(
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
      Tensor square);

  /// AdaGrad with one sum of squares for each row of a table: `s += mean((scale·g)²)`; `p -=
  /// rate·scale·g/√s`. Rows whose gradients are all zero are left alone, as are those whose squares
  /// are so small that `s` is still zero.
  ///
  /// @param parameter `[rows, width]`
  /// @param gradient `[rows, width]`
  /// @param squares `[rows]`
  void adaGrad(
      int rows,
      int width,
      double rate,
      double scale,
      Tensor parameter,
      Tensor gradient,
      Tensor squares);

  /// `m = momentum·m + (1 - momentum)·scale·g`, `direction = nesterov ? (1 - momentum)·scale·g +
  /// momentum·m : m`: Muon's direction before its rows are made orthogonal.
  void momentum(
      double momentum,
      boolean nesterov,
      double scale,
      Tensor gradient,
      Tensor mean,
      Tensor direction);
}
