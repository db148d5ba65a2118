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
    int at = sums.row(b);
    for (int j = 0; j < H; j += COUNT) {
      FloatVector x = load(sums.numbers, at + j, H - j);
      FloatVector y = f == Unary.TANH ? VectorFunctions.tanh(x) : VectorFunctions.apply(f, x);
      store(y, sums.numbers, at + j, H - j);
    }
  }

  /// @param dResult of the state as the layer's result, or null
  /// @param dState of the state as the next step's input
  /// @param dSums written
  static void backward(Unary f, int H, Rows states, Rows dResult, Rows dState, Rows dSums, int b) {
    for (int j = 0; j < H; j += COUNT) {
      int left = H - j;
      FloatVector y = load(states.numbers, states.row(b) + j, left);
      FloatVector slope = load(dState.numbers, dState.row(b) + j, left);
      if (dResult != null) {
        slope = slope.add(load(dResult.numbers, dResult.row(b) + j, left));
      }
      FloatVector sum = slope.mul(VectorFunctions.derivative(f, y, y));
      store(sum, dSums.numbers, dSums.row(b) + j, left);
    }
  }
}
