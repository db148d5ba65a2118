package chainrule.train.kernel;

/// One side of a matrix product, somewhere in an array: rows `stride` apart, read as columns where
/// `transposed`.
final class Side {
  final float[] numbers;
  final int at;
  final int stride;
  final boolean transposed;

  Side(float[] numbers, int at, int stride, boolean transposed) {
    this.numbers = numbers;
    this.at = at;
    this.stride = stride;
    this.transposed = transposed;
  }

  /// How far neighbours of a row lie apart.
  int along() {
    return transposed ? stride : 1;
  }

  /// How far neighbours of a column lie apart.
  int down() {
    return transposed ? 1 : stride;
  }

  /// The same numbers with rows for columns.
  Side turned() {
    return new Side(numbers, at, stride, !transposed);
  }

  Side from(int offset) {
    return new Side(numbers, at + offset, stride, transposed);
  }

  Side row(int row) {
    return from(row * down());
  }

  Side column(int column) {
    return from(column * along());
  }
}
