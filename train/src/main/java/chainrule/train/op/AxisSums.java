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
    if (x.size() == 0) {
      scratch.kernels().reductions().sum(y.tensor().size(), 0, 1, factor, x, y);
      return;
    }
    int from = group(x.shape(), summed, 0);
    int to = from;
    while (to < summed.length && (summed[to] || x.shape().size(to) == 1)) {
      to++;
    }
    Along along = Along.of(x.shape(), from, to);
    if (group(x.shape(), summed, to) == summed.length) {
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

  /// Where the next group of dimensions to sum over begins, or how many dimensions there are. Those
  /// of 1 belong to any group.
  private static int group(Shape x, boolean[] summed, int axis) {
    int next = axis;
    while (next < summed.length && (!summed[next] || x.size(next) == 1)) {
      next++;
    }
    return next;
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

  /// What [#sum] takes of the scratch memory, at most: sums of one group after another, each of
  /// which leaves half of the numbers or less.
  static long scratch(Shape x) {
    return x.elements();
  }

  /// The same for these dimensions.
  static long scratch(Shape x, boolean[] summed) {
    int first = group(x, summed, 0);
    int behind = first;
    while (behind < summed.length && (summed[behind] || x.size(behind) == 1)) {
      behind++;
    }
    return group(x, summed, behind) == summed.length ? 0 : scratch(x);
  }
}
