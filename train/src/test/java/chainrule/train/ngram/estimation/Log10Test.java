package chainrule.train.ngram.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class Log10Test {
  @Test
  void isWithinRoundingOfTheLibrarys() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      double value = Math.exp(random.nextDouble() * 60 - 50);
      assertEquals(Math.log10(value), Log10.of(value), 1e-12);
    }
  }

  @Test
  void powersOfTwoAndNumbersBesideOneAreRight() {
    for (double value : new double[] {0.5, 1, 2, Math.nextUp(1.0), Math.nextDown(1.0), 0.75}) {
      assertEquals(Math.log10(value), Log10.of(value), 1e-13);
    }
  }
}
