package chainrule.train.kernel;

import chainrule.train.tensor.Tensor;

/// One row of numbers for each sequence: a state, or all sequences of a longer tensor at one step.
final class Rows {
  final float[] numbers;
  final int at;
  final int stride;

  private Rows(float[] numbers, int at, int stride) {
    this.numbers = numbers;
    this.at = at;
    this.stride = stride;
  }

  /// @param tensor `[B, width]`
  static Rows of(Tensor tensor, int width) {
    return new Rows(tensor.floats(), tensor.offset(), width);
  }

  static Rows of(float[] numbers, int width) {
    return new Rows(numbers, 0, width);
  }

  /// @param tensor `[B, T, width]`
  static Rows at(int t, int T, Tensor tensor, int width) {
    return new Rows(tensor.floats(), tensor.offset() + t * width, T * width);
  }

  /// The rows one step before `t`.
  ///
  /// @param states `[B, T, width]`
  /// @param initial `[B, width]`
  static Rows before(int t, int T, Tensor states, Tensor initial, int width) {
    return t == 0 ? of(initial, width) : at(t - 1, T, states, width);
  }

  /// Where the row of sequence `b` begins.
  int row(int b) {
    return at + b * stride;
  }

  /// The rows of the sequences from `b` on, as a side of a product.
  Side from(int b) {
    return new Side(numbers, row(b), stride, false);
  }
}
