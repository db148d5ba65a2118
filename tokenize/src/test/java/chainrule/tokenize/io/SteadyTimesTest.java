package chainrule.tokenize.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyTimesTest {
  @Test
  void theMiddleOfTheRoundsIsTold() {
    Iterator<Double> odd = List.of(5.0, 1.0, 2.0).iterator();
    SteadyTimes times = SteadyTimes.measure(odd::next, 3);
    assertEquals(2, times.median());
    assertEquals(1, times.fastest());
    Iterator<Double> even = List.of(5.0, 1.0, 2.0, 4.0).iterator();
    assertEquals(3, SteadyTimes.measure(even::next, 4).median());
  }

  @Test
  void noWarmUpIsNoRound() {
    assertEquals(
        0,
        SteadyTimes.warmUp(
            () -> {
              throw new AssertionError("a round");
            },
            0));
  }

  @Test
  void roundsAreRepeatedForTheTimeThatWasAskedFor() {
    long start = System.nanoTime();
    int rounds = SteadyTimes.warmUp(() -> 0.1, 0.02);
    assertTrue(rounds > 5, "a group of five, and what fits into its half second");
    assertTrue(System.nanoTime() - start > 20_000_000);
  }
}
