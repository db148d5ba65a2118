package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;

import chainrule.train.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// One step of a gated recurrent unit for one sequence, product excepted. Gates stand in the order
/// z, r, ñ.
final class GruStep {
  private GruStep() {}

  /// @param bias `[3·H]`, of the recurrent side
  /// @param gates the sums before (of ñ only the input's side), the gates after
  /// @param candidates the recurrent side of ñ, without its bias before and with it after
  static void forward(
      int H,
      Tensor bias,
      Rows gates,
      Rows candidates,
      Rows statesBefore,
      Rows states,
      int b,
      Tail tail) {
    int whole = Lanes.whole(H);
    int gate = gates.row(b);
    int candidate = candidates.row(b);
    int before = statesBefore.row(b);
    int state = states.row(b);
    forward(
        whole,
        bias.floats(),
        bias.offset(),
        gates.numbers,
        gate,
        H,
        candidates.numbers,
        candidate,
        statesBefore.numbers,
        before,
        states.numbers,
        state);
    if (whole < H) {
      float[] room = tail.room;
      tail.fetch(0, 3, gates.numbers, gate + whole, H);
      tail.fetch(3, 1, candidates.numbers, candidate + whole, 0);
      tail.fetch(4, 1, statesBefore.numbers, before + whole, 0);
      tail.fetch(5, 3, bias.floats(), bias.offset() + whole, H);
      forward(
          COUNT,
          room,
          Tail.at(5),
          room,
          0,
          COUNT,
          room,
          Tail.at(3),
          room,
          Tail.at(4),
          room,
          Tail.at(8));
      tail.putBack(0, 3, gates.numbers, gate + whole, H);
      tail.putBack(3, 1, candidates.numbers, candidate + whole, 0);
      tail.putBack(8, 1, states.numbers, state + whole, 0);
    }
  }

  /// Passes over a row that is in the nearest cache, as in [LstmStep].
  ///
  /// @param size a multiple of a vector's length
  /// @param apart how far apart a number's gates, and their biases, are
  private static void forward(
      int size,
      float[] biases,
      int biasAt,
      float[] gates,
      int at,
      int apart,
      float[] candidates,
      int candidateAt,
      float[] statesBefore,
      int beforeAt,
      float[] states,
      int stateAt) {
    open(size, biases, biasAt, gates, at);
    open(size, biases, biasAt + apart, gates, at + apart);
    int fresh = at + 2 * apart;
    recur(size, biases, biasAt + 2 * apart, candidates, candidateAt, gates, at + apart, fresh);
    LstmStep.squash(size, gates, fresh, gates, fresh);
    for (int j = 0; j < size; j += COUNT) {
      FloatVector n = load(gates, fresh + j);
      FloatVector beyond = load(statesBefore, beforeAt + j).sub(n);
      beyond.fma(load(gates, at + j), n).intoArray(states, stateAt + j);
    }
  }

  private static void open(int size, float[] biases, int biasAt, float[] gate, int at) {
    for (int j = 0; j < size; j += COUNT) {
      load(gate, at + j).add(load(biases, biasAt + j)).intoArray(gate, at + j);
    }
    LstmStep.open(size, gate, at);
  }

  /// The sums inside ñ, of which the recurrent side goes through the gate r.
  private static void recur(
      int size,
      float[] biases,
      int biasAt,
      float[] candidates,
      int candidateAt,
      float[] gates,
      int resetAt,
      int freshAt) {
    for (int j = 0; j < size; j += COUNT) {
      FloatVector recurred = load(candidates, candidateAt + j).add(load(biases, biasAt + j));
      recurred.intoArray(candidates, candidateAt + j);
      FloatVector fresh = load(gates, freshAt + j);
      load(gates, resetAt + j).fma(recurred, fresh).intoArray(gates, freshAt + j);
    }
  }

  /// @param dState of the state, from the layer's result and the next step's input together; after,
  ///   the part of the state before it that does not go through the gates
  /// @param dSums written; may be `gates`
  /// @param dCandidates written; may be `candidates`
  static void backward(
      int H,
      Rows gates,
      Rows candidates,
      Rows statesBefore,
      Rows dState,
      Rows dSums,
      Rows dCandidates,
      int b,
      Tail tail) {
    int whole = Lanes.whole(H);
    int gate = gates.row(b);
    int candidate = candidates.row(b);
    int before = statesBefore.row(b);
    int slope = dState.row(b);
    int sums = dSums.row(b);
    int candidateSlope = dCandidates.row(b);
    backward(
        whole,
        gates.numbers,
        gate,
        H,
        candidates.numbers,
        candidate,
        statesBefore.numbers,
        before,
        dState.numbers,
        slope,
        dSums.numbers,
        sums,
        dCandidates.numbers,
        candidateSlope);
    if (whole < H) {
      float[] room = tail.room;
      tail.fetch(0, 3, gates.numbers, gate + whole, H);
      tail.fetch(3, 1, candidates.numbers, candidate + whole, 0);
      tail.fetch(4, 1, statesBefore.numbers, before + whole, 0);
      tail.fetch(5, 1, dState.numbers, slope + whole, 0);
      backward(
          COUNT,
          room,
          0,
          COUNT,
          room,
          Tail.at(3),
          room,
          Tail.at(4),
          room,
          Tail.at(5),
          room,
          0,
          room,
          Tail.at(3));
      tail.putBack(0, 3, dSums.numbers, sums + whole, H);
      tail.putBack(3, 1, dCandidates.numbers, candidateSlope + whole, 0);
      tail.putBack(5, 1, dState.numbers, slope + whole, 0);
    }
  }

  private static void backward(
      int size,
      float[] gates,
      int at,
      int apart,
      float[] candidates,
      int candidateAt,
      float[] statesBefore,
      int beforeAt,
      float[] dState,
      int dStateAt,
      float[] dSums,
      int dSumsAt,
      float[] dCandidates,
      int dCandidateAt) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int j = 0; j < size; j += COUNT) {
      int gate = at + j;
      FloatVector z = load(gates, gate);
      FloatVector r = load(gates, gate + apart);
      FloatVector n = load(gates, gate + 2 * apart);
      FloatVector recurred = load(candidates, candidateAt + j);
      FloatVector before = load(statesBefore, beforeAt + j);
      FloatVector d = load(dState, dStateAt + j);
      FloatVector dN = d.mul(one.sub(z)).mul(one.sub(n.mul(n)));
      d.mul(z).intoArray(dState, dStateAt + j);
      int sum = dSumsAt + j;
      d.mul(before.sub(n)).mul(z).mul(one.sub(z)).intoArray(dSums, sum);
      dN.mul(recurred).mul(r).mul(one.sub(r)).intoArray(dSums, sum + apart);
      dN.intoArray(dSums, sum + 2 * apart);
      dN.mul(r).intoArray(dCandidates, dCandidateAt + j);
    }
  }
}
