package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorNormsTest {
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @CsvSource({"0,5", "1,1", "7,13", "65,65", "3,4098", "207,384", "131,16"})
  void layerNormsAndTheirGradientsAreThePlainOnes(int rows, int width) {
    for (int given = 0; given < 4; given++) {
      boolean weighs = (given & 1) != 0;
      boolean adds = (given & 2) != 0;
      Twins.agree(
          TOLERANCE,
          (kernels, twins) -> {
            Tensor x = twins.random(rows, width);
            Tensor weight = weighs ? twins.random(width) : Tensor.NONE;
            Tensor bias = weighs ? twins.random(width) : Tensor.NONE;
            Tensor mean = twins.result(twins.room(rows));
            Tensor scale = twins.result(twins.room(rows));
            Tensor y = twins.result(twins.room(rows, width));
            kernels.norms().layer(rows, width, 1e-3, x, weight, bias, y, mean, scale);
            Target dx = new Target(twins.result(twins.random(rows, width)), adds);
            Target dWeight =
                weighs ? new Target(twins.result(twins.random(width)), adds) : Target.NONE;
            Target dBias =
                weighs ? new Target(twins.result(twins.random(width)), adds) : Target.NONE;
            Tensor dy = twins.random(rows, width);
            kernels
                .norms()
                .layerBackward(rows, width, x, weight, mean, scale, dy, dx, dWeight, dBias);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"0,5", "1,1", "7,13", "65,65", "3,4098", "207,384"})
  void rmsNormsAndTheirGradientsAreThePlainOnes(int rows, int width) {
    for (int given = 0; given < 4; given++) {
      boolean weighs = (given & 1) != 0;
      boolean adds = (given & 2) != 0;
      Twins.agree(
          TOLERANCE,
          (kernels, twins) -> {
            Tensor x = twins.random(rows, width);
            Tensor weight = weighs ? twins.random(width) : Tensor.NONE;
            Tensor scale = twins.result(twins.room(rows));
            Tensor y = twins.result(twins.room(rows, width));
            kernels.norms().rms(rows, width, 1e-3, x, weight, y, scale);
            Target dx = new Target(twins.result(twins.random(rows, width)), adds);
            Target dWeight =
                weighs ? new Target(twins.result(twins.random(width)), adds) : Target.NONE;
            Tensor dy = twins.random(rows, width);
            kernels.norms().rmsBackward(rows, width, x, weight, scale, dy, dx, dWeight);
          });
    }
  }
}
