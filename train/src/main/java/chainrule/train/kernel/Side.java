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

  Side from(int offset) {
    return new Side(numbers, at + offset, stride, transposed);
  }

  Side row(int row) {
    return from(transposed ? row : row * stride);
  }

  Side column(int column) {
    return from(transposed ? column * stride : column);
  }
}
