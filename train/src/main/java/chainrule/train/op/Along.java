package chainrule.train.op;

import chainrule.train.tensor.Shape;

/// A shape seen along some neighbouring dimensions: `[outer, count, inner]`.
record Along(int outer, int count, int inner) {
  static Along of(Shape shape, int axis) {
    int from = Shapes.axis(shape, axis);
    return of(shape, from, from + 1);
  }

  /// @param to exclusive
  static Along of(Shape shape, int from, int to) {
    return new Along(
        (int) shape.span(0, from), (int) shape.span(from, to), (int) shape.span(to, shape.rank()));
  }
}
