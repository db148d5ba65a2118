package chainrule.train.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorLookupsTest {
  @ParameterizedTest
  @CsvSource({"5,0,3", "1,1,1", "7,13,65", "65,4098,13", "207,300,128"})
  void rowsAreReadAndAddedUpAsThePlainOnes(int rows, int count, int width) {
    for (boolean adds : new boolean[] {false, true}) {
      Twins.agree(
          1e-5,
          (kernels, twins) -> {
            Tensor table = twins.random(rows, width);
            Tensor ids = twins.ids(rows, count);
            if (count > 1) {
              ids.set(count / 2, -1);
            }
            Target y = new Target(twins.result(twins.random(count, width)), adds);
            Target dTable = new Target(twins.result(twins.random(rows, width)), adds);
            kernels.lookups().gather(count, width, table, ids, y);
            kernels.lookups().scatter(rows, count, width, y.tensor(), ids, dTable);
          });
    }
  }

  @Test
  void theFirstIdOutsideOfTheTableIsFound() {
    try (Parallel parallel = new Parallel(2)) {
      Lookups lookups = Kernels.fast(parallel).lookups();
      assertEquals(2, lookups.firstOutside(5, Tensor.of(Shape.of(4), -1, 4, 5, 6)));
      assertEquals(-1, lookups.firstOutside(7, Tensor.of(Shape.of(4), -1, 4, 5, 6)));
    }
  }
}
