package chainrule.train.kernel;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;

/// Recurrent layers, shared out by sequences: these do not wait for each other, so a thread takes
/// its own through all steps. What a step does beside the product is in [VectorUnary], [LstmStep]
/// and [GruStep].
final class VectorRecurrences implements Recurrences {
  private final Parallel parallel;
  private final Product[] products;
  private final Packed weights = new Packed();
  private final Packed candidateWeights = new Packed();
  private float[] dStates = new float[0]; // [B, H]
  private float[] dCells = new float[0]; // [B, H]

  VectorRecurrences(Parallel parallel) {
    this.parallel = parallel;
    this.products = new Product[parallel.threads()];
    for (int i = 0; i < products.length; i++) {
      products[i] = new Product();
    }
  }

  /// Work on `count` sequences from `first` on.
  private interface Work {
    void run(Product product, int first, int count);
  }

  private void share(int B, Work work) {
    int shares = Math.min(products.length, B);
    parallel.run(
        shares,
        share -> {
          int first = (int) ((long) B * share / shares);
          int end = (int) ((long) B * (share + 1) / shares);
          work.run(products[share], first, end - first);
        });
  }

  private static Side transposed(Tensor recurrent, int H) {
    return new Side(recurrent.floats(), recurrent.offset(), H, true);
  }

  private static Side plain(Tensor recurrent, int H) {
    return new Side(recurrent.floats(), recurrent.offset(), H, false);
  }

  /// A gradient from outside, or zeros, `[B, H]`.
  private static float[] start(Tensor dLast, int size, float[] room) {
    float[] numbers = Product.grown(room, size);
    if (dLast.isGiven()) {
      System.arraycopy(dLast.floats(), dLast.offset(), numbers, 0, size);
    } else {
      Arrays.fill(numbers, 0, size, 0);
    }
    return numbers;
  }

  /// To the gradient of a state as the next step's input, that of it as the layer's result.
  private static void addResult(Tensor dy, int t, int T, int H, Rows dState, int b) {
    if (dy.isGiven()) {
      int at = dy.offset() + (b * T + t) * H;
      VectorLookups.addRow(H, dy.floats(), at, dState.numbers, dState.row(b));
    }
  }

  private static void put(float[] numbers, int size, Target target) {
    if (target.isWanted()) {
      float[] to = target.tensor().floats();
      for (int i = 0; i < size; i++) {
        int at = target.tensor().offset() + i;
        to[at] = target.adds() ? to[at] + numbers[i] : numbers[i];
      }
    }
  }

  @Override
  public void rnn(Unary f, int B, int T, int H, Tensor recurrent, Tensor initial, Tensor y) {
    weights.pack(transposed(recurrent, H), H, H);
    share(
        B,
        (product, first, count) -> {
          for (int t = 0; t < T; t++) {
            Rows now = Rows.at(t, T, y, H);
            weights.multiply(product, first, count, Rows.before(t, T, y, initial, H), now, true);
            for (int b = first; b < first + count; b++) {
              VectorUnary.map(f, now.numbers, now.row(b), now.numbers, now.row(b), H);
            }
          }
        });
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
    weights.pack(plain(recurrent, H), H, H);
    dStates = start(dLast, B * H, dStates);
    Rows dState = Rows.of(dStates, H);
    share(
        B,
        (product, first, count) -> {
          for (int t = T - 1; t >= 0; t--) {
            Rows states = Rows.at(t, T, y, H);
            Rows dSums = Rows.at(t, T, dGates, H);
            for (int b = first; b < first + count; b++) {
              addResult(dy, t, T, H, dState, b);
              VectorUnary.slopes(
                  f,
                  states.numbers,
                  states.row(b),
                  dState.numbers,
                  dState.row(b),
                  false,
                  dSums.numbers,
                  dSums.row(b),
                  H);
            }
            weights.multiply(product, first, count, dSums, dState, false);
          }
        });
    put(dStates, B * H, dInitial);
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
    weights.pack(transposed(recurrent, H), H, 4 * H);
    share(
        B,
        (product, first, count) -> {
          Tail tail = new Tail(H);
          for (int t = 0; t < T; t++) {
            Rows now = Rows.at(t, T, gates, 4 * H);
            weights.multiply(product, first, count, Rows.before(t, T, y, initial, H), now, true);
            Rows cellBefore = Rows.before(t, T, cells, initialCell, H);
            Rows cell = Rows.at(t, T, cells, H);
            Rows state = Rows.at(t, T, y, H);
            for (int b = first; b < first + count; b++) {
              LstmStep.forward(H, now, cellBefore, cell, state, b, tail);
            }
          }
        });
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
    weights.pack(plain(recurrent, H), 4 * H, H);
    dStates = start(dLast, B * H, dStates);
    dCells = start(dLastCell, B * H, dCells);
    Rows dState = Rows.of(dStates, H);
    Rows dCell = Rows.of(dCells, H);
    share(
        B,
        (product, first, count) -> {
          Tail tail = new Tail(H);
          for (int t = T - 1; t >= 0; t--) {
            Rows now = Rows.at(t, T, gates, 4 * H);
            Rows cellBefore = Rows.before(t, T, cells, initialCell, H);
            Rows cell = Rows.at(t, T, cells, H);
            Rows dSums = Rows.at(t, T, dGates, 4 * H);
            for (int b = first; b < first + count; b++) {
              addResult(dy, t, T, H, dState, b);
              LstmStep.backward(H, now, cellBefore, cell, dState, dCell, dSums, b, tail);
            }
            weights.multiply(product, first, count, dSums, dState, false);
          }
        });
    put(dStates, B * H, dInitial);
    put(dCells, B * H, dInitialCell);
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
    weights.pack(transposed(recurrent, H), H, 2 * H);
    candidateWeights.pack(transposed(recurrent, H).column(2 * H), H, H);
    share(
        B,
        (product, first, count) -> {
          Tail tail = new Tail(H);
          for (int t = 0; t < T; t++) {
            Rows before = Rows.before(t, T, y, initial, H);
            Rows now = Rows.at(t, T, gates, 3 * H);
            Rows candidate = Rows.at(t, T, candidates, H);
            Rows state = Rows.at(t, T, y, H);
            weights.multiply(product, first, count, before, now, true);
            candidateWeights.multiply(product, first, count, before, candidate, false);
            for (int b = first; b < first + count; b++) {
              GruStep.forward(H, bias, now, candidate, before, state, b, tail);
            }
          }
        });
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
    weights.pack(plain(recurrent, H), 2 * H, H);
    candidateWeights.pack(plain(recurrent, H).row(2 * H), H, H);
    dStates = start(dLast, B * H, dStates);
    Rows dState = Rows.of(dStates, H);
    share(
        B,
        (product, first, count) -> {
          Tail tail = new Tail(H);
          for (int t = T - 1; t >= 0; t--) {
            Rows before = Rows.before(t, T, y, initial, H);
            Rows now = Rows.at(t, T, gates, 3 * H);
            Rows candidate = Rows.at(t, T, candidates, H);
            Rows dSums = Rows.at(t, T, dGates, 3 * H);
            Rows dCandidate = Rows.at(t, T, dCandidates, H);
            for (int b = first; b < first + count; b++) {
              addResult(dy, t, T, H, dState, b);
              GruStep.backward(H, now, candidate, before, dState, dSums, dCandidate, b, tail);
            }
            weights.multiply(product, first, count, dSums, dState, true);
            candidateWeights.multiply(product, first, count, dCandidate, dState, true);
          }
        });
    put(dStates, B * H, dInitial);
  }
}
