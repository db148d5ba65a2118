package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.store;
import static chainrule.train.kernel.VectorFunctions.sigmoid;
import static chainrule.train.kernel.VectorFunctions.tanh;

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
      int H, Tensor bias, Rows gates, Rows candidates, Rows statesBefore, Rows states, int b) {
    float[] gate = gates.numbers;
    float[] biases = bias.floats();
    int at = gates.row(b);
    int from = bias.offset();
    for (int j = 0; j < H; j += COUNT) {
      int left = H - j;
      FloatVector z = sigmoid(load(gate, at + j, left).add(load(biases, from + j, left)));
      FloatVector r = sigmoid(load(gate, at + H + j, left).add(load(biases, from + H + j, left)));
      FloatVector recurred =
          load(candidates.numbers, candidates.row(b) + j, left)
              .add(load(biases, from + 2 * H + j, left));
      FloatVector n = tanh(r.fma(recurred, load(gate, at + 2 * H + j, left)));
      FloatVector before = load(statesBefore.numbers, statesBefore.row(b) + j, left);
      store(z, gate, at + j, left);
      store(r, gate, at + H + j, left);
      store(n, gate, at + 2 * H + j, left);
      store(recurred, candidates.numbers, candidates.row(b) + j, left);
      store(before.sub(n).fma(z, n), states.numbers, states.row(b) + j, left);
    }
  }

  /// @param dResult of the state as the layer's result, or null
  /// @param dState of the state as the next step's input; after, the part of the state before it
  ///   that does not go through the gates
  /// @param dSums written; may be `gates`
  /// @param dCandidates written; may be `candidates`
  static void backward(
      int H,
      Rows gates,
      Rows candidates,
      Rows statesBefore,
      Rows dResult,
      Rows dState,
      Rows dSums,
      Rows dCandidates,
      int b) {
    float[] gate = gates.numbers;
    float[] sums = dSums.numbers;
    int at = gates.row(b);
    int to = dSums.row(b);
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int j = 0; j < H; j += COUNT) {
      int left = H - j;
      FloatVector z = load(gate, at + j, left);
      FloatVector r = load(gate, at + H + j, left);
      FloatVector n = load(gate, at + 2 * H + j, left);
      FloatVector recurred = load(candidates.numbers, candidates.row(b) + j, left);
      FloatVector before = load(statesBefore.numbers, statesBefore.row(b) + j, left);
      FloatVector d = load(dState.numbers, dState.row(b) + j, left);
      if (dResult != null) {
        d = d.add(load(dResult.numbers, dResult.row(b) + j, left));
      }
      FloatVector dN = d.mul(one.sub(z)).mul(one.sub(n.mul(n)));
      store(d.mul(z), dState.numbers, dState.row(b) + j, left);
      store(d.mul(before.sub(n)).mul(z).mul(one.sub(z)), sums, to + j, left);
      store(dN.mul(recurred).mul(r).mul(one.sub(r)), sums, to + H + j, left);
      store(dN, sums, to + 2 * H + j, left);
      store(dN.mul(r), dCandidates.numbers, dCandidates.row(b) + j, left);
    }
  }
}
