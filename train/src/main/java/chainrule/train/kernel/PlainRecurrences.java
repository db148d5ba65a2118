package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Recurrent layers step by step. In every method `b` counts sequences, `t` steps, `j` and `k`
/// hidden numbers, and `G` is how many gates there are.
final class PlainRecurrences implements Recurrences {
  @Override
  public void rnn(Unary f, int B, int T, int H, Tensor recurrent, Tensor initial, Tensor y) {
    for (int b = 0; b < B; b++) {
      for (int t = 0; t < T; t++) {
        double[] sums = new double[H];
        for (int j = 0; j < H; j++) {
          sums[j] = y.get(row(b, t, T) * H + j) + recur(recurrent, j, H, y, initial, b, t, T);
        }
        for (int j = 0; j < H; j++) {
          y.set(row(b, t, T) * H + j, f.apply(sums[j]));
        }
      }
    }
  }

  @Override
  public void rnnBackward(
      Unary f,
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor y,
      Tensor dy,
      Tensor dLast,
      Tensor dGates,
      Target dInitial) {
    for (int b = 0; b < B; b++) {
      double[] dState = row(dLast, b, H);
      for (int t = T - 1; t >= 0; t--) {
        double[] dSums = new double[H];
        for (int j = 0; j < H; j++) {
          int place = row(b, t, T) * H + j;
          double result = y.get(place);
          double slope = f == Unary.TANH ? 1 - result * result : result > 0 ? 1 : 0;
          dSums[j] = (dState[j] + (dy.isGiven() ? dy.get(place) : 0)) * slope;
          dGates.set(place, dSums[j]);
        }
        dState = through(recurrent, dSums, H);
      }
      put(dState, dInitial, b);
    }
  }

  @Override
  public void lstm(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor gates,
      Tensor initial,
      Tensor initialCell,
      Tensor y,
      Tensor cells) {
    for (int b = 0; b < B; b++) {
      for (int t = 0; t < T; t++) {
        int row = row(b, t, T);
        for (int g = 0; g < 4 * H; g++) {
          int place = row * 4 * H + g;
          double sum = gates.get(place) + recur(recurrent, g, H, y, initial, b, t, T);
          gates.set(place, (g < 3 * H ? Unary.SIGMOID : Unary.TANH).apply(sum));
        }
        for (int j = 0; j < H; j++) {
          double before = before(cells, initialCell, b, t, T, H, j);
          double i = gates.get(row * 4 * H + j);
          double o = gates.get(row * 4 * H + H + j);
          double f = gates.get(row * 4 * H + 2 * H + j);
          double candidate = gates.get(row * 4 * H + 3 * H + j);
          double cell = f * before + i * candidate;
          cells.set(row * H + j, cell);
          y.set(row * H + j, o * Math.tanh(cell));
        }
      }
    }
  }

  @Override
  public void lstmBackward(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor gates,
      Tensor initialCell,
      Tensor cells,
      Tensor dy,
      Tensor dLast,
      Tensor dLastCell,
      Tensor dGates,
      Target dInitial,
      Target dInitialCell) {
    for (int b = 0; b < B; b++) {
      double[] dState = row(dLast, b, H);
      double[] dCell = row(dLastCell, b, H);
      for (int t = T - 1; t >= 0; t--) {
        int row = row(b, t, T);
        double[] dSums = new double[4 * H];
        for (int j = 0; j < H; j++) {
          double i = gates.get(row * 4 * H + j);
          double o = gates.get(row * 4 * H + H + j);
          double f = gates.get(row * 4 * H + 2 * H + j);
          double candidate = gates.get(row * 4 * H + 3 * H + j);
          double squashed = Math.tanh(cells.get(row * H + j));
          double dResult = dState[j] + (dy.isGiven() ? dy.get(row * H + j) : 0);
          double d = dCell[j] + dResult * o * (1 - squashed * squashed);
          dSums[j] = d * candidate * i * (1 - i);
          dSums[H + j] = dResult * squashed * o * (1 - o);
          dSums[2 * H + j] = d * before(cells, initialCell, b, t, T, H, j) * f * (1 - f);
          dSums[3 * H + j] = d * i * (1 - candidate * candidate);
          dCell[j] = d * f;
        }
        for (int g = 0; g < 4 * H; g++) {
          dGates.set(row * 4 * H + g, dSums[g]);
        }
        dState = through(recurrent, dSums, H);
      }
      put(dState, dInitial, b);
      put(dCell, dInitialCell, b);
    }
  }

  @Override
  public void gru(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor bias,
      Tensor gates,
      Tensor initial,
      Tensor y,
      Tensor candidates) {
    for (int b = 0; b < B; b++) {
      for (int t = 0; t < T; t++) {
        int row = row(b, t, T);
        for (int g = 0; g < 3 * H; g++) {
          double recurred = recur(recurrent, g, H, y, initial, b, t, T) + bias.get(g);
          if (g < 2 * H) {
            int place = row * 3 * H + g;
            gates.set(place, Unary.SIGMOID.apply(gates.get(place) + recurred));
          } else {
            candidates.set(row * H + g - 2 * H, recurred);
          }
        }
        for (int j = 0; j < H; j++) {
          double z = gates.get(row * 3 * H + j);
          double r = gates.get(row * 3 * H + H + j);
          int place = row * 3 * H + 2 * H + j;
          double candidate = Math.tanh(gates.get(place) + r * candidates.get(row * H + j));
          gates.set(place, candidate);
          double before = before(y, initial, b, t, T, H, j);
          y.set(row * H + j, (1 - z) * candidate + z * before);
        }
      }
    }
  }

  @Override
  public void gruBackward(
      int B,
      int T,
      int H,
      Tensor recurrent,
      Tensor gates,
      Tensor initial,
      Tensor y,
      Tensor candidates,
      Tensor dy,
      Tensor dLast,
      Tensor dGates,
      Tensor dCandidates,
      Target dInitial) {
    for (int b = 0; b < B; b++) {
      double[] dState = row(dLast, b, H);
      for (int t = T - 1; t >= 0; t--) {
        int row = row(b, t, T);
        double[] dSums = new double[3 * H]; // on the recurrent side
        double[] dDirect = new double[H]; // of the state before, through z
        for (int j = 0; j < H; j++) {
          double z = gates.get(row * 3 * H + j);
          double r = gates.get(row * 3 * H + H + j);
          double candidate = gates.get(row * 3 * H + 2 * H + j);
          double before = before(y, initial, b, t, T, H, j);
          double recurred = candidates.get(row * H + j);
          double d = dState[j] + (dy.isGiven() ? dy.get(row * H + j) : 0);
          double dCandidate = d * (1 - z) * (1 - candidate * candidate);
          dSums[j] = d * (before - candidate) * z * (1 - z);
          dSums[H + j] = dCandidate * recurred * r * (1 - r);
          dSums[2 * H + j] = dCandidate * r;
          dDirect[j] = d * z;
          dGates.set(row * 3 * H + j, dSums[j]);
          dGates.set(row * 3 * H + H + j, dSums[H + j]);
          dGates.set(row * 3 * H + 2 * H + j, dCandidate);
          dCandidates.set(row * H + j, dSums[2 * H + j]);
        }
        dState = through(recurrent, dSums, H);
        for (int j = 0; j < H; j++) {
          dState[j] += dDirect[j];
        }
      }
      put(dState, dInitial, b);
    }
  }

  private static int row(int b, int t, int T) {
    return b * T + t;
  }

  /// What stood at `j` one step before: in `states` `[B, T, H]`, or `initial` `[B, H]`.
  private static double before(Tensor states, Tensor initial, int b, int t, int T, int H, int j) {
    return t == 0 ? initial.get(b * H + j) : states.get(row(b, t - 1, T) * H + j);
  }

  /// `Σ_k y[t-1, k]·R[g, k]`.
  private static double recur(
      Tensor recurrent, int g, int H, Tensor y, Tensor initial, int b, int t, int T) {
    double sum = 0;
    for (int k = 0; k < H; k++) {
      sum += before(y, initial, b, t, T, H, k) * recurrent.get(g * H + k);
    }
    return sum;
  }

  /// `Σ_g dSums[g]·R[g, k]`: the gradient of the state before.
  private static double[] through(Tensor recurrent, double[] dSums, int H) {
    double[] dState = new double[H];
    for (int g = 0; g < dSums.length; g++) {
      for (int k = 0; k < H; k++) {
        dState[k] += dSums[g] * recurrent.get(g * H + k);
      }
    }
    return dState;
  }

  private static double[] row(Tensor states, int b, int H) {
    double[] row = new double[H];
    for (int j = 0; j < H && states.isGiven(); j++) {
      row[j] = states.get(b * H + j);
    }
    return row;
  }

  private static void put(double[] row, Target target, int b) {
    for (int j = 0; j < row.length && target.isWanted(); j++) {
      target.put(b * row.length + j, row[j]);
    }
  }
}
