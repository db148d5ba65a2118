package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorLossesTest {
  @ParameterizedTest
  @CsvSource({"0,5,0", "1,1,0", "7,13,0.1", "65,65,0", "3,4098,0.2", "207,65,0.1", "5,33278,0"})
  void crossEntropyAndItsGradientAreThePlainOnes(int rows, int classes, double smoothing) {
    for (int kind = 0; kind < 3; kind++) {
      boolean adds = kind == 1;
      boolean inPlace = kind == 2;
      Twins.agree(
          1e-5,
          (kernels, twins) -> {
            Tensor logits = twins.random(rows, classes);
            Tensor targets = twins.ids(classes, rows);
            if (rows > 2) {
              targets.set(1, -1);
            }
            Tensor sums = twins.result(twins.room(rows));
            Tensor losses = twins.result(twins.room(rows));
            kernels.losses().crossEntropy(rows, classes, smoothing, logits, targets, losses, sums);
            Tensor slopes = twins.random(rows);
            Tensor dLogits = twins.result(inPlace ? logits : twins.random(rows, classes));
            kernels
                .losses()
                .crossEntropyBackward(
                    rows,
                    classes,
                    smoothing,
                    logits,
                    targets,
                    sums,
                    slopes,
                    new Target(dLogits, adds));
          });
    }
  }
}
