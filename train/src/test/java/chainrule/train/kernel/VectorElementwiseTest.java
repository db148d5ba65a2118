package chainrule.train.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorElementwiseTest {
  private static final int[] SIZES = {0, 1, 13, 65, 207, 40_981};
  private static final double TOLERANCE = 1e-6;

  @ParameterizedTest
  @EnumSource
  void functionsAndTheirSlopesAreThePlainOnes(Unary f) {
    for (int size : SIZES) {
      Twins.agree(
          TOLERANCE,
          (kernels, twins) -> {
            Tensor x = inside(f, twins.random(size));
            Tensor y = twins.result(twins.room(size));
            Tensor dx = twins.result(twins.random(size));
            Tensor dy = twins.random(size);
            kernels.elementwise().map(f, x, y);
            kernels.elementwise().mapBackward(f, x, y, dy, new Target(dx, size % 2 == 1));
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GELU", "GELU_TANH", "SILU"})
  void functionsBesideTheirSlopesAreTheSameBits(Unary f) {
    assertTrue(f.sharesWorkWithDerivative());
    try (Parallel parallel = new Parallel(2)) {
      Elementwise fast = Kernels.fast(parallel).elementwise();
      for (int size : SIZES) {
        Tensor x = gaussian(size);
        Tensor y = Tensor.zeros(Type.FLOAT32, x.shape());
        Tensor slope = Tensor.zeros(Type.FLOAT32, x.shape());
        Tensor ones = Tensor.zeros(Type.FLOAT32, x.shape());
        ones.fill(1);
        fast.map(f, x, y);
        fast.mapBackward(f, x, y, ones, Target.set(slope));
        Tensor over = x.copy();
        Tensor beside = Tensor.zeros(Type.FLOAT32, x.shape());
        fast.mapWithSlope(f, over, over, beside);
        for (int i = 0; i < size; i++) {
          assertEquals(y.get(i), over.get(i));
          assertEquals(slope.get(i), beside.get(i));
        }
      }
    }
  }

  private static Tensor gaussian(int size) {
    Tensor x = Tensor.zeros(Type.FLOAT32, Shape.of(size));
    Rng random = new Rng(3);
    for (int i = 0; i < size; i++) {
      x.set(i, 3 * random.nextGaussian());
    }
    return x;
  }

  /// Where the function is defined, and far out where it has tails.
  private static Tensor inside(Unary f, Tensor x) {
    boolean positive = f == Unary.SQRT || f == Unary.LOG || f == Unary.RECIPROCAL;
    for (int i = 0; i < x.size(); i++) {
      double number = x.get(i) * (f == Unary.EXP ? 1 : 3);
      x.set(i, positive ? 0.1 + Math.abs(number) : number);
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource
  void functionsAreThePlainOnesRelativeToEachResult(Unary f) {
    for (int n = -40; n <= 40; n++) {
      double x = Math.copySign(Math.pow(10, Math.abs(n) / 10.0 - 3), n);
      if (x < 0 && (f == Unary.SQRT || f == Unary.LOG)) {
        continue;
      }
      // Beyond this the results are too small to be told from 0.
      if (Math.abs(x) > (f == Unary.EXP ? 80 : 4.5)) {
        continue;
      }
      Twins.agree(
          2e-6,
          (kernels, twins) ->
              kernels
                  .elementwise()
                  .map(
                      f, Tensor.of(twins.room(1).shape(), (float) x), twins.result(twins.room(1))));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Unary.class,
      names = {"EXP", "LOG", "SIGMOID", "TANH", "RELU", "RELU_SQUARED", "GELU_TANH", "SQRT"})
  void functionsOfExtremesAreThePlainOnes(Unary f) {
    float[] extremes = {
      0,
      -0.0f,
      1e-30f,
      -1e-30f,
      100,
      -100,
      1e18f,
      Float.NEGATIVE_INFINITY,
      Float.POSITIVE_INFINITY,
      Float.NaN
    };
    for (float x : extremes) {
      Twins.agree(
          TOLERANCE,
          (kernels, twins) -> {
            Tensor y = twins.room(2);
            kernels.elementwise().map(f, Tensor.of(y.shape(), x, 1f), y);
            y.set(0, Math.abs(y.get(0)) < 1e-37 ? 0 : y.get(0));
            twins.result(y);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'2,3,65', '2,3,65'",
    "'7,13', '13'",
    "'7,13', '7,1'",
    "'7,1', '1,13'",
    "'3,1,5,17', '2,1,17'",
    "'2,3,4', ''",
    "'', '207'",
    "'0,4', '4'",
    "'300,207', '207'",
    "'1', '40981'"
  })
  void sumsAndProductsStretchAsThePlainOnes(String a, String b) {
    int[] left = sizes(a);
    int[] right = sizes(b);
    int[] both = new int[Math.max(left.length, right.length)];
    for (int i = 1; i <= both.length; i++) {
      int x = i <= left.length ? left[left.length - i] : 1;
      int y = i <= right.length ? right[right.length - i] : 1;
      both[both.length - i] = x == 1 ? y : x;
    }
    for (Binary f : Binary.values()) {
      for (boolean adds : new boolean[] {false, true}) {
        Twins.agree(
            TOLERANCE,
            (kernels, twins) -> {
              Tensor c = twins.result(twins.random(both));
              kernels
                  .elementwise()
                  .combine(f, twins.random(left), twins.random(right), new Target(c, adds));
            });
      }
    }
  }

  private static int[] sizes(String text) {
    return text.isEmpty()
        ? new int[0]
        : Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gatesAreThePlainOnes(boolean adds) {
    for (int size : SIZES) {
      Twins.agree(
          TOLERANCE,
          (kernels, twins) -> {
            Tensor a = twins.random(size);
            Tensor b = twins.random(size);
            Target da = new Target(twins.result(twins.random(size)), adds);
            Target db = new Target(twins.result(twins.random(size)), adds);
            kernels.elementwise().gate(Unary.SILU, a, b, twins.result(twins.room(size)));
            kernels.elementwise().gateBackward(Unary.SILU, a, b, twins.random(size), da, db);
            kernels
                .elementwise()
                .gateBackward(Unary.GELU, a, b, twins.random(size), Target.NONE, Target.add(b));
          });
    }
  }

  @Test
  void dropoutAndScalingAreThePlainOnes() {
    for (int size : SIZES) {
      Twins.agree(
          1e-5,
          (kernels, twins) -> {
            Target y = Target.set(twins.result(twins.room(size)));
            Target z = Target.add(twins.result(twins.random(size)));
            kernels.elementwise().dropout(0.3, 0x1234_5678_9ABC_DEF0L, twins.random(size), y);
            kernels.elementwise().scale(-0.7, twins.random(size), z);
          });
    }
  }
}
