package chainrule.train.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RngTest {
  @Test
  void normalNumbersHaveMeanZeroAndVarianceOne() {
    Rng rng = new Rng(1);
    int count = 200_000;
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    for (int i = 0; i < count; i++) {
      double x = rng.nextGaussian();
      sum += x;
      squares += x * x;
      fourths += x * x * x * x;
    }
    assertEquals(0, sum / count, 0.01);
    assertEquals(1, squares / count, 0.02);
    assertEquals(3, fourths / count, 0.1);
  }

  @Test
  void integersAreEvenlySpreadBelowTheirBound() {
    Rng rng = new Rng(2);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[rng.nextInt(7)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 400);
    }
  }

  @Test
  void aSequenceContinuesWhereItStopped() {
    Rng whole = new Rng(3);
    whole.nextLong();
    whole.nextLong();
    Rng rest = new Rng(3, whole.drawn());
    assertEquals(whole.nextLong(), rest.nextLong());
  }

  @Test
  void splitSequencesDiffer() {
    Rng rng = new Rng(4);
    assertNotEquals(rng.split("a").nextLong(), rng.split("b").nextLong());
    assertEquals(rng.split("a").nextLong(), new Rng(4).split("a").nextLong());
  }

  @Test
  void bitsAtAPlaceAreEvenlySpread() {
    int ones = 0;
    for (int place = 0; place < 10_000; place++) {
      ones += Integer.bitCount(Rng.bits(Rng.key(1, 2, 3), place));
    }
    assertEquals(160_000, ones, 1_000);
    assertTrue(Rng.bits(1, 5) != Rng.bits(2, 5));
  }
}
