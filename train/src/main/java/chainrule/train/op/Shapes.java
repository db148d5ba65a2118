package chainrule.train.op;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.Op;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;

/// What shape rules have in common: checks whose messages name the op, both shapes and the
/// dimension.
final class Shapes {
  private Shapes() {}

  static BadSetting error(Op op, String problem) {
    return new BadSetting(op.name() + ": " + problem, "");
  }

  /// The two dimensions must be the same.
  static void same(Op op, String left, Shape a, int aAxis, String right, Shape b, int bAxis) {
    if (!a.dim(aAxis).equals(b.dim(bAxis))) {
      throw error(
          op,
          "%s %s has %s in dimension %d, but %s %s has %s in dimension %d"
              .formatted(
                  left, a, a.dim(aAxis), axis(a, aAxis), right, b, b.dim(bAxis), axis(b, bAxis)));
    }
  }

  static void equal(Op op, String left, Shape a, String right, Shape b) {
    if (!a.equals(b)) {
      throw error(op, "%s is %s, but %s is %s".formatted(left, a, right, b));
    }
  }

  static void rank(Op op, String name, Shape shape, int rank) {
    if (shape.rank() != rank) {
      throw error(op, "%s %s has %d dimensions, not %d".formatted(name, shape, shape.rank(), rank));
    }
  }

  static void atLeast(Op op, String name, Shape shape, int rank) {
    if (shape.rank() < rank) {
      throw error(
          op, "%s %s has %d dimensions, fewer than %d".formatted(name, shape, shape.rank(), rank));
    }
  }

  static void inputs(Op op, Shape[] in, int least, int most) {
    if (in.length < least || in.length > most) {
      throw error(
          op,
          least == most
              ? "%d inputs, not %d".formatted(in.length, least)
              : "%d inputs, not %d to %d".formatted(in.length, least, most));
    }
  }

  /// An axis from 0, of one that may count from -1 for the last.
  static int axis(Shape shape, int axis) {
    return axis < 0 ? axis + shape.rank() : axis;
  }

  static int axis(Op op, Shape shape, int axis) {
    int positive = axis(shape, axis);
    if (positive < 0 || positive >= shape.rank()) {
      throw error(op, "%s has no dimension %d".formatted(shape, axis));
    }
    return positive;
  }

  /// The shape of both operands stretched to each other, as in NumPy.
  static Shape broadcast(Op op, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    Dim[] dims = new Dim[rank];
    for (int i = 1; i <= rank; i++) {
      Dim left = i <= a.rank() ? a.dim(-i) : Dim.of(1);
      Dim right = i <= b.rank() ? b.dim(-i) : Dim.of(1);
      if (!left.equals(right) && !left.equals(Dim.of(1)) && !right.equals(Dim.of(1))) {
        throw error(
            op, "%s and %s do not fit: %s and %s in dimension -%d".formatted(a, b, left, right, i));
      }
      dims[rank - i] = left.equals(Dim.of(1)) ? right : left;
    }
    return Shape.of(dims);
  }

  /// How many rows there are before the last dimension.
  static int rows(Shape shape) {
    return Math.toIntExact(shape.span(0, shape.rank() - 1));
  }
}
