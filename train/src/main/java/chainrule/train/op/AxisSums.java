package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Sums over any choice of dimensions, one group of neighbours after another.
final class AxisSums {
  private AxisSums() {}

  /// @param summed one for each axis of `x`
  /// @param y as many numbers as the other axes span
  static void sum(Scratch scratch, Tensor x, boolean[] summed, double factor, Target y) {
    int from = 0;
    while (from < summed.length && !summed[from]) {
      from++;
    }
    int to = from;
    while (to < summed.length && summed[to]) {
      to++;
    }
    boolean isLast = true;
    for (int axis = to; axis < summed.length; axis++) {
      isLast &= !summed[axis];
    }
    Along along = Along.of(x.shape(), from, to);
    if (isLast) {
      scratch.kernels().reductions().sum(along.outer(), along.count(), along.inner(), factor, x, y);
      return;
    }
    Shape rest = x.shape();
    boolean[] left = summed.clone();
    for (int axis = from; axis < to; axis++) {
      rest = rest.with(axis, 1);
      left[axis] = false;
    }
    Tensor sums = scratch.take(rest);
    scratch
        .kernels()
        .reductions()
        .sum(along.outer(), along.count(), along.inner(), 1, x, Target.set(sums));
    sum(scratch, sums, left, factor, y);
  }

  /// The gradient of stretching a tensor of shape `from` to that of `dy`: sums over what was
  /// stretched.
  static void unstretch(Scratch scratch, Tensor dy, Shape from, double factor, Target dx) {
    boolean[] summed = new boolean[dy.shape().rank()];
    for (int axis = 1; axis <= summed.length; axis++) {
      int size = axis <= from.rank() ? from.size(-axis) : 1;
      summed[summed.length - axis] = size == 1 && dy.shape().size(-axis) != 1;
    }
    sum(scratch, dy, summed, factor, dx);
  }

  /// What [#sum] takes of the scratch memory, at most.
  static long scratch(Shape x) {
    return 2L * x.elements();
  }
}
