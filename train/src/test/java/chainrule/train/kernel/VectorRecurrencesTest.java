package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorRecurrencesTest {
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,3,16", "7,5,13", "5,4,65", "3,2,207"})
  void elmanLayersAndTheirGradientsAreThePlainOnes(int B, int T, int H) {
    for (Unary f : new Unary[] {Unary.TANH, Unary.RELU}) {
      for (boolean given : new boolean[] {false, true}) {
        Twins.agree(
            TOLERANCE,
            (kernels, twins) -> {
              Tensor weights = weights(twins, H, H);
              Tensor initial = twins.random(B, H);
              Tensor y = twins.result(twins.random(B, T, H));
              kernels.recurrences().rnn(f, B, T, H, weights, initial, y);
              Tensor dy = given ? twins.random(B, T, H) : Tensor.NONE;
              Tensor dLast = twins.random(B, H);
              Tensor dGates = twins.result(given ? dy : twins.room(B, T, H));
              Target dInitial = new Target(twins.result(twins.random(B, H)), given);
              kernels
                  .recurrences()
                  .rnnBackward(f, B, T, H, weights, y, dy, dLast, dGates, dInitial);
            });
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,3,16", "7,5,13", "5,4,65", "3,2,207"})
  void lstmLayersAndTheirGradientsAreThePlainOnes(int B, int T, int H) {
    for (boolean given : new boolean[] {false, true}) {
      Twins.agree(
          TOLERANCE,
          (kernels, twins) -> {
            Tensor weights = weights(twins, 4 * H, H);
            Tensor initial = twins.random(B, H);
            Tensor initialCell = twins.random(B, H);
            Tensor gates = twins.result(twins.random(B, T, 4 * H));
            Tensor y = twins.result(twins.room(B, T, H));
            Tensor cells = twins.result(twins.room(B, T, H));
            kernels.recurrences().lstm(B, T, H, weights, gates, initial, initialCell, y, cells);
            Tensor dy = given ? Tensor.NONE : twins.random(B, T, H);
            Tensor dLast = given ? twins.random(B, H) : Tensor.NONE;
            Tensor dLastCell = given ? twins.random(B, H) : Tensor.NONE;
            Tensor dGates = twins.result(given ? gates : twins.room(B, T, 4 * H));
            Target dInitial = new Target(twins.result(twins.random(B, H)), given);
            Target dInitialCell =
                given ? Target.NONE : Target.set(twins.result(twins.random(B, H)));
            kernels
                .recurrences()
                .lstmBackward(
                    B,
                    T,
                    H,
                    weights,
                    gates,
                    initialCell,
                    cells,
                    dy,
                    dLast,
                    dLastCell,
                    dGates,
                    dInitial,
                    dInitialCell);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,3,16", "7,5,13", "5,4,65", "3,2,207"})
  void gruLayersAndTheirGradientsAreThePlainOnes(int B, int T, int H) {
    for (boolean given : new boolean[] {false, true}) {
      Twins.agree(
          TOLERANCE,
          (kernels, twins) -> {
            Tensor weights = weights(twins, 3 * H, H);
            Tensor bias = twins.random(3 * H);
            Tensor initial = twins.random(B, H);
            Tensor gates = twins.result(twins.random(B, T, 3 * H));
            Tensor y = twins.result(twins.room(B, T, H));
            Tensor candidates = twins.result(twins.room(B, T, H));
            kernels.recurrences().gru(B, T, H, weights, bias, gates, initial, y, candidates);
            Tensor dy = given ? Tensor.NONE : twins.random(B, T, H);
            Tensor dLast = given ? twins.random(B, H) : Tensor.NONE;
            Tensor dGates = twins.result(given ? gates : twins.room(B, T, 3 * H));
            Tensor dCandidates = twins.result(given ? candidates : twins.room(B, T, H));
            Target dInitial = new Target(twins.result(twins.random(B, H)), given);
            kernels
                .recurrences()
                .gruBackward(
                    B,
                    T,
                    H,
                    weights,
                    gates,
                    initial,
                    y,
                    candidates,
                    dy,
                    dLast,
                    dGates,
                    dCandidates,
                    dInitial);
          });
    }
  }

  /// Small enough for states not to grow from step to step.
  private static Tensor weights(Twins twins, int rows, int H) {
    Tensor weights = twins.random(rows, H);
    for (int i = 0; i < weights.size(); i++) {
      weights.set(i, weights.get(i) / Math.sqrt(H));
    }
    return weights;
  }
}
