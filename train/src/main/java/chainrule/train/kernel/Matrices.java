package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Matrix products.
public interface Matrices {
  /// `c[p] (+)= op(a[p]) · op(b[p])` for each `p` of a batch.
  ///
  /// @param batch how many products; 1 for a plain one
  /// @param rows of the result
  /// @param columns of the result
  /// @param inner the dimension that is summed over; 0 gives zeros
  /// @param a `[batch, rows, inner]`, or `[batch, inner, rows]` where `aTransposed`
  /// @param b `[batch, inner, columns]`, or `[batch, columns, inner]` where `bTransposed`
  /// @param c `[batch, rows, columns]`
  void multiply(
      int batch,
      int rows,
      int columns,
      int inner,
      Tensor a,
      boolean aTransposed,
      Tensor b,
      boolean bTransposed,
      Target c);
}
