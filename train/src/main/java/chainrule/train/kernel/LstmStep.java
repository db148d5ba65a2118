package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.VectorFunctions.sigmoid;
import static chainrule.train.kernel.VectorFunctions.tanh;

import jdk.incubator.vector.FloatVector;

/// One step of a long short-term memory for one sequence, product excepted. Gates stand in the
/// order i, o, f, c̃.
final class LstmStep {
  private LstmStep() {}

  /// @param gates the sums before, the gates after
  /// @param tail of rows of `H`
  static void forward(
      int H, Rows gates, Rows cellsBefore, Rows cells, Rows states, int b, Tail tail) {
    int whole = Lanes.whole(H);
    int gate = gates.row(b);
    int before = cellsBefore.row(b);
    int cell = cells.row(b);
    int state = states.row(b);
    forward(
        whole,
        gates.numbers,
        gate,
        H,
        cellsBefore.numbers,
        before,
        cells.numbers,
        cell,
        states.numbers,
        state);
    if (whole < H) {
      float[] room = tail.room;
      tail.fetch(0, 4, gates.numbers, gate + whole, H);
      tail.fetch(4, 1, cellsBefore.numbers, before + whole, 0);
      forward(COUNT, room, 0, COUNT, room, Tail.at(4), room, Tail.at(5), room, Tail.at(6));
      tail.putBack(0, 4, gates.numbers, gate + whole, H);
      tail.putBack(5, 1, cells.numbers, cell + whole, 0);
      tail.putBack(6, 1, states.numbers, state + whole, 0);
    }
  }

  /// Passes over a row that is in the nearest cache, one function in each: the compiler does not
  /// take more than a few into one method, and makes an object of every vector of those that it
  /// leaves out. That is why both tangents are called from one place.
  ///
  /// @param size a multiple of a vector's length
  /// @param apart how far apart a number's gates are
  private static void forward(
      int size,
      float[] gates,
      int at,
      int apart,
      float[] cellsBefore,
      int beforeAt,
      float[] cells,
      int cellsAt,
      float[] states,
      int statesAt) {
    open(size, gates, at);
    open(size, gates, at + apart);
    open(size, gates, at + 2 * apart);
    int candidate = at + 3 * apart;
    for (int pass = 0; pass < 2; pass++) {
      boolean isCell = pass == 1;
      if (isCell) {
        remember(size, gates, at, apart, cellsBefore, beforeAt, cells, cellsAt);
      }
      squash(
          size,
          isCell ? cells : gates,
          isCell ? cellsAt : candidate,
          isCell ? states : gates,
          isCell ? statesAt : candidate);
    }
    show(size, gates, at + apart, states, statesAt);
  }

  static void open(int size, float[] gate, int at) {
    for (int j = at; j < at + size; j += COUNT) {
      sigmoid(load(gate, j)).intoArray(gate, j);
    }
  }

  static void squash(int size, float[] x, int at, float[] y, int yAt) {
    for (int j = 0; j < size; j += COUNT) {
      tanh(load(x, at + j)).intoArray(y, yAt + j);
    }
  }

  /// `c = f·c[t-1] + i·c̃`.
  private static void remember(
      int size,
      float[] gates,
      int at,
      int apart,
      float[] cellsBefore,
      int beforeAt,
      float[] cells,
      int cellsAt) {
    for (int j = 0; j < size; j += COUNT) {
      FloatVector fresh = load(gates, at + j).mul(load(gates, at + 3 * apart + j));
      FloatVector kept = load(gates, at + 2 * apart + j);
      kept.fma(load(cellsBefore, beforeAt + j), fresh).intoArray(cells, cellsAt + j);
    }
  }

  /// `h = o·h`, where `h` is `tanh(c)` so far.
  private static void show(int size, float[] open, int openAt, float[] states, int statesAt) {
    for (int j = 0; j < size; j += COUNT) {
      FloatVector state = load(states, statesAt + j);
      state.mul(load(open, openAt + j)).intoArray(states, statesAt + j);
    }
  }

  /// @param dState of the state, from the layer's result and the next step's input together
  /// @param dCell of the cell: this step's before, the previous one's after
  /// @param dSums written; may be `gates`
  static void backward(
      int H,
      Rows gates,
      Rows cellsBefore,
      Rows cells,
      Rows dState,
      Rows dCell,
      Rows dSums,
      int b,
      Tail tail) {
    int whole = Lanes.whole(H);
    int gate = gates.row(b);
    int before = cellsBefore.row(b);
    int cell = cells.row(b);
    int slope = dState.row(b);
    int cellSlope = dCell.row(b);
    int sums = dSums.row(b);
    backward(
        whole,
        gates.numbers,
        gate,
        H,
        cellsBefore.numbers,
        before,
        cells.numbers,
        cell,
        dState.numbers,
        slope,
        dCell.numbers,
        cellSlope,
        dSums.numbers,
        sums);
    if (whole < H) {
      float[] room = tail.room;
      tail.fetch(0, 4, gates.numbers, gate + whole, H);
      tail.fetch(4, 1, cellsBefore.numbers, before + whole, 0);
      tail.fetch(5, 1, cells.numbers, cell + whole, 0);
      tail.fetch(6, 1, dState.numbers, slope + whole, 0);
      tail.fetch(7, 1, dCell.numbers, cellSlope + whole, 0);
      backward(
          COUNT,
          room,
          0,
          COUNT,
          room,
          Tail.at(4),
          room,
          Tail.at(5),
          room,
          Tail.at(6),
          room,
          Tail.at(7),
          room,
          0);
      tail.putBack(0, 4, dSums.numbers, sums + whole, H);
      tail.putBack(7, 1, dCell.numbers, cellSlope + whole, 0);
    }
  }

  private static void backward(
      int size,
      float[] gates,
      int at,
      int apart,
      float[] cellsBefore,
      int beforeAt,
      float[] cells,
      int cellsAt,
      float[] dState,
      int dStateAt,
      float[] dCell,
      int dCellAt,
      float[] dSums,
      int dSumsAt) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int j = 0; j < size; j += COUNT) {
      int gate = at + j;
      FloatVector i = load(gates, gate);
      FloatVector o = load(gates, gate + apart);
      FloatVector f = load(gates, gate + 2 * apart);
      FloatVector candidate = load(gates, gate + 3 * apart);
      FloatVector squashed = tanh(load(cells, cellsAt + j));
      FloatVector before = load(cellsBefore, beforeAt + j);
      FloatVector slope = load(dState, dStateAt + j);
      FloatVector d = load(dCell, dCellAt + j);
      d = slope.mul(o).mul(one.sub(squashed.mul(squashed))).add(d);
      d.mul(f).intoArray(dCell, dCellAt + j);
      int sum = dSumsAt + j;
      d.mul(candidate).mul(i).mul(one.sub(i)).intoArray(dSums, sum);
      slope.mul(squashed).mul(o).mul(one.sub(o)).intoArray(dSums, sum + apart);
      d.mul(before).mul(f).mul(one.sub(f)).intoArray(dSums, sum + 2 * apart);
      d.mul(i).mul(one.sub(candidate.mul(candidate))).intoArray(dSums, sum + 3 * apart);
    }
  }
}
