package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Functions applied number by number. Where `x` and `y` (or `dy` and `dx`) have the same size they
/// may be the same memory.
public interface Elementwise {
  /// `y = f(x)`.
  void map(Unary f, Tensor x, Tensor y);

  /// `y = f(x)` and `slope = f'(x)`; the one may be the memory of `x`.
  void mapWithSlope(Unary f, Tensor x, Tensor y, Tensor slope);

  /// `dx (+)= dy · f'(x)`.
  ///
  /// @param x the argument; anything, where `f` does not read it ([Unary#readsArgument])
  /// @param y what [#map] gave for `x`; anything, where `f` does not read it
  void mapBackward(Unary f, Tensor x, Tensor y, Tensor dy, Target dx);

  /// `c (+)= f(a, b)`, sizes of 1 stretched to the shape of `c` as in NumPy: dimensions are aligned
  /// at the last. The usual cases are equal shapes, `b` the last dimensions of `a` (a bias), and
  /// one number. `c` may be the memory of an operand of its own shape (overwriting).
  void combine(Binary f, Tensor a, Tensor b, Target c);

  /// `y (+)= factor · x`, equal sizes.
  void scale(double factor, Tensor x, Target y);

  /// `y = f(a) · b`, equal sizes: a gated activation (SwiGLU with SILU).
  void gate(Unary f, Tensor a, Tensor b, Tensor y);

  /// `da (+)= dy · b · f'(a)` and `db (+)= dy · f(a)`.
  void gateBackward(Unary f, Tensor a, Tensor b, Tensor dy, Target da, Target db);

  /// `y[i] (+)= x[i] / (1 - rate)` where `DropoutMask.keeps(key, i, threshold(rate))`, else 0;
  /// forward and, with `dy` in place of `x`, backward.
  void dropout(double rate, long key, Tensor x, Target y);
}
