package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.store;

import jdk.incubator.vector.FloatVector;

/// One step of a simple recurrent layer for one sequence, product excepted.
final class ElmanStep {
  private ElmanStep() {}

  /// @param sums the sums inside `f` before, the state after
  static void forward(Unary f, int H, Rows sums, int b) {
    float[] numbers = sums.numbers;
    int at = sums.row(b);
    int j = 0;
    for (; j <= H - COUNT; j += COUNT) {
      apply(f, load(numbers, at + j)).intoArray(numbers, at + j);
    }
    if (j < H) {
      store(apply(f, load(numbers, at + j, H - j)), numbers, at + j, H - j);
    }
  }

  private static FloatVector apply(Unary f, FloatVector x) {
    return f == Unary.TANH ? VectorFunctions.tanh(x) : VectorFunctions.apply(f, x);
  }

  /// @param dState of the state, from the layer's result and the next step's input together
  /// @param dSums written
  static void backward(Unary f, int H, Rows states, Rows dState, Rows dSums, int b) {
    float[] state = states.numbers;
    float[] slope = dState.numbers;
    int at = states.row(b);
    int slopeAt = dState.row(b);
    int to = dSums.row(b);
    int j = 0;
    for (; j <= H - COUNT; j += COUNT) {
      FloatVector y = load(state, at + j);
      FloatVector sum = load(slope, slopeAt + j).mul(VectorFunctions.derivative(f, y, y));
      sum.intoArray(dSums.numbers, to + j);
    }
    if (j < H) {
      FloatVector y = load(state, at + j, H - j);
      FloatVector sum = load(slope, slopeAt + j, H - j).mul(VectorFunctions.derivative(f, y, y));
      store(sum, dSums.numbers, to + j, H - j);
    }
  }
}
