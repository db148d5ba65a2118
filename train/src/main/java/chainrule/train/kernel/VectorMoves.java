package chainrule.train.kernel;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Copies in runs as long as neighbours stay neighbours.
final class VectorMoves implements Moves {
  private final Parallel parallel;

  VectorMoves(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public void permute(Tensor x, int[] axes, Target y) {
    int rank = axes.length;
    int[] sizes = new int[rank];
    int[] strides = new int[rank]; // in x, along the axes of y
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = x.shape().size(axes[axis]);
      strides[axis] = 1;
      for (int inner = axes[axis] + 1; inner < rank; inner++) {
        strides[axis] *= x.shape().size(inner);
      }
    }
    int width = rank == 0 ? 1 : sizes[rank - 1];
    int step = rank == 0 ? 1 : strides[rank - 1];
    int rows = width == 0 ? 0 : x.size() / width;
    float[] from = x.floats();
    float[] to = y.tensor().floats();
    Spans.run(
        parallel,
        rows,
        width,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = x.offset();
            for (int axis = rank - 2, rest = row; axis >= 0; axis--) {
              at += rest % sizes[axis] * strides[axis];
              rest /= sizes[axis];
            }
            int toAt = y.tensor().offset() + row * width;
            if (step == 1) {
              copy(width, from, at, y.adds(), to, toAt);
            } else {
              for (int i = 0; i < width; i++) {
                float number = from[at + i * step];
                to[toAt + i] = y.adds() ? to[toAt + i] + number : number;
              }
            }
          }
        });
  }

  @Override
  public void copyRows(
      int rows, int width, Tensor x, int from, int fromStride, Target y, int to, int toStride) {
    Spans.run(
        parallel,
        rows,
        width,
        (start, end) -> {
          for (int row = start; row < end; row++) {
            int at = x.offset() + from + row * fromStride;
            int toAt = y.tensor().offset() + to + row * toStride;
            copy(width, x.floats(), at, y.adds(), y.tensor().floats(), toAt);
          }
        });
  }

  private static void copy(int width, float[] from, int at, boolean adds, float[] to, int toAt) {
    if (adds) {
      VectorLookups.addRow(width, from, at, to, toAt);
    } else {
      System.arraycopy(from, at, to, toAt, width);
    }
  }
}
