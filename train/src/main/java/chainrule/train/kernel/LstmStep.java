package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.store;
import static chainrule.train.kernel.VectorFunctions.sigmoid;
import static chainrule.train.kernel.VectorFunctions.tanh;

import jdk.incubator.vector.FloatVector;

/// One step of a long short-term memory for one sequence, product excepted. Gates stand in the
/// order i, o, f, c̃.
final class LstmStep {
  private LstmStep() {}

  /// @param gates the sums before, the gates after
  static void forward(int H, Rows gates, Rows cellsBefore, Rows cells, Rows states, int b) {
    float[] gate = gates.numbers;
    int at = gates.row(b);
    for (int j = 0; j < H; j += COUNT) {
      int left = H - j;
      FloatVector i = sigmoid(load(gate, at + j, left));
      FloatVector o = sigmoid(load(gate, at + H + j, left));
      FloatVector f = sigmoid(load(gate, at + 2 * H + j, left));
      FloatVector candidate = tanh(load(gate, at + 3 * H + j, left));
      FloatVector before = load(cellsBefore.numbers, cellsBefore.row(b) + j, left);
      FloatVector cell = f.fma(before, i.mul(candidate));
      store(i, gate, at + j, left);
      store(o, gate, at + H + j, left);
      store(f, gate, at + 2 * H + j, left);
      store(candidate, gate, at + 3 * H + j, left);
      store(cell, cells.numbers, cells.row(b) + j, left);
      store(o.mul(tanh(cell)), states.numbers, states.row(b) + j, left);
    }
  }

  /// @param dResult of the state as the layer's result, or null
  /// @param dState of the state as the next step's input
  /// @param dCell of the cell: this step's before, the previous one's after
  /// @param dSums written; may be `gates`
  static void backward(
      int H,
      Rows gates,
      Rows cellsBefore,
      Rows cells,
      Rows dResult,
      Rows dState,
      Rows dCell,
      Rows dSums,
      int b) {
    float[] gate = gates.numbers;
    float[] sums = dSums.numbers;
    int at = gates.row(b);
    int to = dSums.row(b);
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int j = 0; j < H; j += COUNT) {
      int left = H - j;
      FloatVector i = load(gate, at + j, left);
      FloatVector o = load(gate, at + H + j, left);
      FloatVector f = load(gate, at + 2 * H + j, left);
      FloatVector candidate = load(gate, at + 3 * H + j, left);
      FloatVector squashed = tanh(load(cells.numbers, cells.row(b) + j, left));
      FloatVector before = load(cellsBefore.numbers, cellsBefore.row(b) + j, left);
      FloatVector slope = load(dState.numbers, dState.row(b) + j, left);
      if (dResult != null) {
        slope = slope.add(load(dResult.numbers, dResult.row(b) + j, left));
      }
      FloatVector d = load(dCell.numbers, dCell.row(b) + j, left);
      d = slope.mul(o).mul(one.sub(squashed.mul(squashed))).add(d);
      store(d.mul(f), dCell.numbers, dCell.row(b) + j, left);
      store(d.mul(candidate).mul(i).mul(one.sub(i)), sums, to + j, left);
      store(slope.mul(squashed).mul(o).mul(one.sub(o)), sums, to + H + j, left);
      store(d.mul(before).mul(f).mul(one.sub(f)), sums, to + 2 * H + j, left);
      store(d.mul(i).mul(one.sub(candidate.mul(candidate))), sums, to + 3 * H + j, left);
    }
  }
}
