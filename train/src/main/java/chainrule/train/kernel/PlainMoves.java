package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Copies, number by number.
final class PlainMoves implements Moves {
  @Override
  public void permute(Tensor x, int[] axes, Target y) {
    int rank = axes.length;
    int[] xStrides = new int[rank];
    for (int axis = rank - 1, stride = 1; axis >= 0; axis--) {
      xStrides[axis] = stride;
      stride *= x.shape().size(axis);
    }
    for (int i = 0; i < x.size(); i++) {
      int place = 0;
      for (int axis = rank - 1, rest = i; axis >= 0; axis--) {
        int size = x.shape().size(axes[axis]);
        place += rest % size * xStrides[axes[axis]];
        rest /= size;
      }
      y.put(i, x.get(place));
    }
  }

  @Override
  public void copyRows(
      int rows, int width, Tensor x, int from, int fromStride, Target y, int to, int toStride) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < width; j++) {
        y.put(to + r * toStride + j, x.get(from + r * fromStride + j));
      }
    }
  }
}
