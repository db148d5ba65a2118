package chainrule.train.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
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

  @ParameterizedTest
  @CsvSource({"0,1", "0,40", "31,40", "39,40", "200,300"})
  void whatIsNoNumberIsNotPassedBy(int place, int classes) {
    try (Parallel parallel = new Parallel(1)) {
      Tensor logits = Tensor.zeros(Type.FLOAT32, Shape.of(1, classes));
      logits.set(place, Double.NaN);
      Tensor loss = Tensor.zeros(Type.FLOAT32, Shape.of(1));
      Tensor sum = Tensor.zeros(Type.FLOAT32, Shape.of(1));
      Kernels kernels = Kernels.fast(parallel);
      kernels.losses().crossEntropy(1, classes, 0, logits, Tensor.of(Shape.of(1), 0), loss, sum);
      assertEquals(Double.NaN, loss.get(0));
      Tensor x = Tensor.of(Shape.of(1, 1), 1f);
      Tensor scales = Tensor.zeros(Type.FLOAT32, Shape.of(Losses.padded(Losses.blocks(classes))));
      Tensor shares = Tensor.zeros(Type.FLOAT32, Shape.of(Losses.padded(classes)));
      loss.set(0, 0);
      kernels
          .losses()
          .linear(
              1,
              1,
              classes,
              0,
              x,
              logits, // as weights
              false,
              Tensor.NONE,
              Tensor.of(Shape.of(1), 0),
              loss,
              scales,
              shares);
      assertEquals(Double.NaN, loss.get(0));
      kernels.reductions().softmax(false, 1, classes, 1, logits, logits);
      for (int i = 0; i < classes; i++) {
        assertEquals(Double.NaN, logits.get(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1,0",
    "7,5,13,0.1",
    "65,33,65,0",
    "3,20,383,0.2",
    "5,8,385,0",
    "6,17,4098,0.1",
    "70,9,3000,0",
    "130,530,500,0"
  })
  void linearCrossEntropyAndItsGradientsAreThePlainOnes(
      int rows, int width, int classes, double smoothing) {
    for (int kind = 0; kind < 8; kind++) {
      boolean adds = (kind & 1) > 0;
      boolean transposed = (kind & 2) > 0;
      boolean biased = (kind & 4) > 0;
      Twins.agree(
          2e-5,
          (kernels, twins) -> {
            Tensor x = twins.random(rows, width);
            Tensor weight =
                transposed ? twins.random(classes, width) : twins.random(width, classes);
            Tensor bias = biased ? twins.random(classes) : Tensor.NONE;
            Tensor targets = twins.ids(classes, rows);
            if (rows > 2) {
              targets.set(1, -1);
            }
            Tensor losses = twins.result(twins.room(rows));
            int padded = Losses.padded(Losses.blocks(classes));
            Tensor scales = twins.result(twins.room(rows, padded));
            Tensor shares = twins.room(rows, Losses.padded(classes));
            kernels
                .losses()
                .linear(
                    rows,
                    width,
                    classes,
                    smoothing,
                    x,
                    weight,
                    transposed,
                    bias,
                    targets,
                    losses,
                    scales,
                    shares);
            Tensor slopes = twins.random(rows);
            Tensor dX = twins.result(twins.random(rows, width));
            Tensor dWeight =
                twins.result(twins.random(weight.shape().size(0), weight.shape().size(1)));
            Tensor dBias = biased ? twins.result(twins.random(classes)) : Tensor.NONE;
            kernels
                .losses()
                .linearBackward(
                    rows,
                    width,
                    classes,
                    smoothing,
                    x,
                    weight,
                    transposed,
                    targets,
                    scales,
                    shares,
                    slopes,
                    new Target(dX, adds),
                    new Target(dWeight, adds),
                    biased ? new Target(dBias, adds) : Target.NONE);
          });
    }
  }
}
