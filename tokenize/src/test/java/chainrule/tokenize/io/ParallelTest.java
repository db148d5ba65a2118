package chainrule.tokenize.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyPartRunsOnce(int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      for (int parts : new int[] {0, 1, 2, 100}) {
        int[] runs = new int[parts];
        parallel.run(parts, part -> runs[part]++);
        assertArrayEquals(IntStream.range(0, parts).map(_ -> 1).toArray(), runs);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void resultsKeepTheOrderOfTheItems(int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      List<Integer> squares = new ArrayList<>();
      parallel.ordered(
          IntStream.range(0, 1000).iterator(), (Integer item) -> item * item, squares::add);
      assertEquals(IntStream.range(0, 1000).map(i -> i * i).boxed().toList(), squares);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void itemsAreAskedForOnlyAsResultsAreTaken(int threads) {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    Iterator<Integer> items =
        IntStream.range(0, 1000).peek(_ -> asked.incrementAndGet()).iterator();
    try (Parallel parallel = new Parallel(threads)) {
      parallel.ordered(
          items,
          (Integer item) -> item,
          _ -> {
            taken.incrementAndGet();
            assertTrue(asked.get() - taken.get() <= 3 * threads, asked + " asked, " + taken);
          });
    }
    assertEquals(1000, taken.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aFailureIsThrownOn(int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      assertThrows(
          MalformedInput.class,
          () ->
              parallel.run(
                  10,
                  part -> {
                    if (part == 7) {
                      throw MalformedInput.atLine("x", part, "bad", "");
                    }
                  }));
      parallel.run(3, _ -> {}); // and the threads are there for more
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9})
  void noRegionOfThousandsIsLost(int threads) throws InterruptedException {
    try (Parallel parallel = new Parallel(threads)) {
      long[] sums = new long[7];
      for (int region = 0; region < 20_000; region++) {
        int add = region;
        parallel.run(7, part -> sums[part] += add);
        if (region % 4_000 == 0) {
          Thread.sleep(2); // long enough for the helpers to fall asleep
        }
      }
      for (long sum : sums) {
        assertEquals(20_000L * 19_999 / 2, sum);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aRegionMayHoldAnother(int threads) {
    AtomicInteger runs = new AtomicInteger();
    try (Parallel parallel = new Parallel(threads)) {
      parallel.run(4, _ -> parallel.run(5, _ -> runs.incrementAndGet()));
    }
    assertEquals(20, runs.get());
  }

  @Test
  void aHelperMayBeginARegionWhileTheCallerWaitsForIt() {
    AtomicInteger runs = new AtomicInteger();
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          Thread caller = Thread.currentThread();
          AtomicInteger begun = new AtomicInteger();
          try (Parallel parallel = new Parallel(2)) {
            parallel.run(
                2,
                _ -> {
                  begun.incrementAndGet();
                  spinUntil(() -> begun.get() == 2);
                  if (Thread.currentThread() != caller) {
                    spinUntil(() -> caller.getState() == Thread.State.WAITING);
                    parallel.run(5, _ -> runs.incrementAndGet());
                  }
                });
          }
        });
    assertEquals(5, runs.get());
  }

  private static void spinUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
