package chainrule.train.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorReductionsTest {
  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "0,3,2",
    "2,0,3",
    "3,13,1",
    "1,207,65",
    "5,7,13",
    "2,40981,1",
    "1,4098,3",
    "65,65,1"
  })
  void sumsMaximaAndSoftmaxesAreThePlainOnes(int outer, int count, int inner) {
    for (boolean flag : new boolean[] {false, true}) {
      Twins.agree(
          1e-5,
          (kernels, twins) -> {
            Reductions reductions = kernels.reductions();
            Tensor x = twins.random(outer, count, inner);
            Target sums = new Target(twins.result(twins.random(outer, inner)), flag);
            reductions.sum(outer, count, inner, 0.7, x, sums);
            Tensor max = twins.result(twins.room(outer, inner));
            Tensor where = twins.result(Tensor.zeros(Type.INT32, Shape.of(outer, inner)));
            reductions.max(outer, count, inner, x, max, where);
            Tensor y = twins.result(twins.room(outer, count, inner));
            reductions.softmax(flag, outer, count, inner, x, y);
            Target dx = new Target(twins.result(twins.random(outer, count, inner)), flag);
            Tensor dy = twins.random(outer, count, inner);
            reductions.softmaxBackward(flag, outer, count, inner, y, dy, dx);
            reductions.softmax(!flag, outer, count, inner, x, x);
            twins.result(x);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 13, 4098, 40_981})
  void productsOfRowsAreSummedInDoublePrecision(int size) {
    Twins.agree(
        1e-7,
        (kernels, twins) -> {
          Tensor a = twins.random(size);
          Tensor b = twins.random(size);
          double dot = kernels.reductions().dot(a, b);
          double squares = kernels.reductions().sumOfSquares(a);
          twins.result(Tensor.of(Shape.of(2), dot, squares));
        });
  }

  @Test
  void theFirstNumberThatIsNotFiniteIsFound() {
    try (Parallel parallel = new Parallel(2)) {
      Reductions reductions = Kernels.fast(parallel).reductions();
      assertEquals(1, reductions.firstNotFinite(Tensor.of(Shape.of(3), 0f, Float.NaN, 1 / 0f)));
      assertEquals(-1, reductions.firstNotFinite(Tensor.of(Shape.of(3), 0f, 1f, 2f)));
    }
  }
}
