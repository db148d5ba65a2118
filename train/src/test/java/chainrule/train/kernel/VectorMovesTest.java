package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorMovesTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void permutationsAreThePlainOnes(boolean adds) {
    int[][] orders = {{0, 1, 2, 3}, {0, 2, 1, 3}, {3, 2, 1, 0}, {1, 0, 3, 2}, {2, 3, 0, 1}};
    for (int[] axes : orders) {
      Twins.agree(
          0,
          (kernels, twins) -> {
            Tensor x = twins.random(7, 13, 5, 65);
            int[] sizes = new int[4];
            for (int i = 0; i < 4; i++) {
              sizes[i] = x.shape().size(axes[i]);
            }
            Target y = new Target(twins.result(twins.random(sizes)), adds);
            kernels.moves().permute(x, axes, y);
          });
    }
  }

  @Test
  void rowsAreCopiedFromStrideToStride() {
    for (boolean adds : new boolean[] {false, true}) {
      for (int width : new int[] {0, 1, 13, 64}) {
        Twins.agree(
            0,
            (kernels, twins) -> {
              Tensor x = twins.random(207, 65);
              Target y = new Target(twins.result(twins.random(207, 77)), adds);
              kernels.moves().copyRows(207, width, x, 1, 65, y, 5, 77);
            });
      }
    }
  }
}
