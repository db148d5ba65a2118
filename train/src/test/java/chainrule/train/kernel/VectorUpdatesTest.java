package chainrule.train.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorUpdatesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 13, 65, 207, 4098, 40_981})
  void stepsOfAllOptimizersAreThePlainOnes(int size) {
    Twins.agree(
        3e-6,
        (kernels, twins) -> {
          Updates updates = kernels.updates();
          Tensor parameter = twins.result(twins.random(size));
          Tensor mean = twins.result(twins.random(size));
          Tensor square = twins.result(twins.random(size));
          for (int i = 0; i < size; i++) {
            square.set(i, Math.abs(square.get(i)));
          }
          Tensor velocity = twins.result(twins.random(size));
          Tensor direction = twins.result(twins.room(size));
          for (int step = 1; step <= 3; step++) {
            Tensor slope = twins.random(size);
            slope.part(size / 3, Shape.of(size / 2)).fill(0);
            updates.adamW(0.01, 0.9, 0.99, 1e-8, 0.1, step, 0.7, parameter, slope, mean, square);
            updates.sgd(0.1, 0.9, step == 2, 0.01, 0.7, parameter, slope, velocity);
            updates.sgd(0.1, 0, false, 0, 1, parameter, slope, Tensor.NONE);
            updates.momentum(0.95, step != 2, 0.7, slope, mean, direction);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 16, 65, 207})
  void stepsOfSparseTablesAreThePlainOnes(int width) {
    int rows = 401;
    Twins.agree(
        3e-6,
        (kernels, twins) -> {
          Tensor parameter = twins.result(twins.random(rows, width));
          Tensor squares = twins.result(twins.room(rows));
          squares.fill(0);
          for (int step = 0; step < 3; step++) {
            Tensor slope = twins.random(rows, width);
            for (int row = step; row < rows; row += 2) {
              slope.part(row * width, Shape.of(width)).fill(0);
            }
            kernels.updates().adaGrad(rows, width, 0.1, 0.7, parameter, slope, squares);
          }
        });
  }

  /// The squares of the second row come to less than a float can hold.
  @Test
  void aSparseRowWhoseSquaresVanishStandsStill() {
    Twins.agree(
        3e-6,
        (kernels, twins) -> {
          Tensor parameter = twins.result(twins.random(2, 2));
          double before = parameter.get(2);
          Tensor squares = twins.result(twins.room(2));
          squares.fill(0);
          Tensor slope = Tensor.of(Shape.of(2, 2), 1f, -2f, 3e-23f, 3e-23f);
          kernels.updates().adaGrad(2, 2, 0.1, 0.5, parameter, slope, squares);
          assertEquals(before, parameter.get(2));
        });
  }
}
