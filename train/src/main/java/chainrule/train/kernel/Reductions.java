package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Sums and what needs them. Every sum has a fixed order of its own, whatever the threads.
public interface Reductions {
  /// `y[o, i] (+)= factor · Σ_n x[o, n, i]`.
  ///
  /// @param x `[outer, count, inner]`
  /// @param y `[outer, inner]`
  void sum(int outer, int count, int inner, double factor, Tensor x, Target y);

  /// `y[o, i] = max_n x[o, n, i]`, and where it was found first; `-∞` and -1 where `count` is 0.
  ///
  /// @param where `INT32 [outer, inner]`
  void max(int outer, int count, int inner, Tensor x, Tensor y, Tensor where);

  /// `y[o, n, i] = exp(x[o, n, i]) / Σ_n exp(x[o, n, i])`, or its logarithm; `x` may be `y`.
  void softmax(boolean logarithm, int outer, int count, int inner, Tensor x, Tensor y);

  /// The gradient of [#softmax] from its result `y`; `dy` may be `dx`.
  void softmaxBackward(
      boolean logarithm, int outer, int count, int inner, Tensor y, Tensor dy, Target dx);

  /// `Σ x²`, added up in double precision.
  double sumOfSquares(Tensor x);

  /// `Σ a·b`, added up in double precision.
  double dot(Tensor a, Tensor b);

  /// The first place that holds NaN or an infinity, or -1.
  int firstNotFinite(Tensor x);
}
