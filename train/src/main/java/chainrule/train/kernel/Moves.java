package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Numbers copied from place to place.
public interface Moves {
  /// `y[i_p0, i_p1, …] (+)= x[i_0, i_1, …]`: axis `axes[j]` of `x` becomes axis `j` of `y`.
  ///
  /// @param x any shape
  /// @param axes a permutation of the axes of `x`
  void permute(Tensor x, int[] axes, Target y);

  /// Rows of `width` numbers each, copied from one stride to another: `y[to + r·toStride + j] (+)=
  /// x[from + r·fromStride + j]`. Slicing, joining and their gradients.
  void copyRows(
      int rows, int width, Tensor x, int from, int fromStride, Target y, int to, int toStride);
}
