package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorMatricesTest {
  private static final int[] SIZES = {0, 1, 2, 7, 13, 65};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void productsOfAllSmallSizesAreThePlainOnes(boolean adds) {
    for (int rows : SIZES) {
      for (int columns : SIZES) {
        for (int inner : SIZES) {
          for (int turned = 0; turned < 4; turned++) {
            agree(1, rows, columns, inner, (turned & 1) != 0, (turned & 2) != 0, adds);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,65,4098",
    "1037,1,207",
    "65,70,1000",
    "70,1037,13",
    "20,207,200",
    "397,450,530",
    "390,400,1024",
    "50,49,100",
    "13,33,65",
    "12,129,520",
    "203,321,70",
    "7,193,1030",
    "9,17,520"
  })
  void productsBeyondOneBlockOrPanelAreThePlainOnes(int rows, int columns, int inner) {
    for (int turned = 0; turned < 4; turned++) {
      agree(1, rows, columns, inner, (turned & 1) != 0, (turned & 2) != 0, turned == 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,33,65,129", "7,64,13,64", "13,1,7,1"})
  void batchesAreThePlainOnes(int batch, int rows, int columns, int inner) {
    for (int turned = 0; turned < 4; turned++) {
      agree(batch, rows, columns, inner, (turned & 1) != 0, (turned & 2) != 0, turned == 2);
    }
  }

  private static void agree(
      int batch,
      int rows,
      int columns,
      int inner,
      boolean aTransposed,
      boolean bTransposed,
      boolean adds) {
    Twins.agree(
        1e-6 * Math.sqrt(inner + 1),
        (kernels, twins) -> {
          Tensor a = twins.random(batch, rows, inner);
          Tensor b = twins.random(batch, inner, columns);
          Tensor c = twins.result(twins.random(batch, rows, columns));
          kernels
              .matrices()
              .multiply(
                  batch, rows, columns, inner, a, aTransposed, b, bTransposed, new Target(c, adds));
        });
  }
}
