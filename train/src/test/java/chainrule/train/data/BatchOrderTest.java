package chainrule.train.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.BadSetting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchOrderTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 1000, 4097})
  void aPermutationMeetsEveryNumberOnce(long size) {
    Set<Long> met = new HashSet<>();
    Permutation order = new Permutation(size, 42);
    LongStream.range(0, size).forEach(place -> assertTrue(met.add(order.at(place))));
    assertEquals(size, met.size());
    assertTrue(met.stream().allMatch(number -> number >= 0 && number < size));
  }

  @Test
  void aPermutationOfManyNumbersNeedsNoTable() {
    Permutation order = new Permutation(1L << 50, 1);
    assertNotEquals(order.at(12345678901L), order.at(12345678902L));
  }

  @Test
  void anEpochCoversTheDataWithoutRepeats() {
    int context = 7;
    int batch = 3;
    BatchOrder order = new BatchOrder.Shuffled(1003, context, batch, 5);
    int windows = (int) Math.round(order.stepsInEpoch() * batch);
    List<List<Long>> epochs = List.of(new ArrayList<>(), new ArrayList<>());
    for (int number = 0; number < 2 * windows; number++) {
      epochs.get(number / windows).add(order.start(number / batch, number % batch));
    }
    for (List<Long> starts : epochs) {
      List<Long> sorted = starts.stream().sorted().toList();
      for (int i = 1; i < sorted.size(); i++) {
        assertEquals(context, sorted.get(i) - sorted.get(i - 1));
      }
      assertTrue(sorted.getFirst() >= 0 && sorted.getFirst() < context);
      assertTrue(sorted.getLast() + context + 1 <= 1003);
    }
    assertNotEquals(epochs.get(0), epochs.get(1));
  }

  @Test
  void randomWindowsLieInsideAndReachBothEnds() {
    BatchOrder order = new BatchOrder.Random(20, 5, 4, 9);
    Set<Long> starts = new HashSet<>();
    for (int step = 0; step < 200; step++) {
      for (int row = 0; row < 4; row++) {
        starts.add(order.start(step, row));
      }
    }
    assertEquals(
        LongStream.range(0, 15).boxed().collect(java.util.stream.Collectors.toSet()), starts);
  }

  @Test
  void rowsOfASequenceGoOnWhereTheyEnded() {
    BatchOrder order = new BatchOrder.Sequential(101, 10, 2);
    assertEquals(0, order.start(0, 0));
    assertEquals(10, order.start(1, 0));
    assertEquals(50, order.start(0, 1));
    assertFalse(order.continues(0));
    assertTrue(order.continues(4));
    assertFalse(order.continues(5));
    assertEquals(order.start(0, 1), order.start(5, 1));
  }

  @Test
  void theSmallestDataIsOneWindow() {
    assertEquals(0, new BatchOrder.Shuffled(6, 5, 1, 3).start(0, 0));
    assertEquals(0, new BatchOrder.Random(6, 5, 1, 3).start(7, 0));
    assertThrows(BadSetting.class, () -> new BatchOrder.Shuffled(5, 5, 1, 3));
    assertThrows(BadSetting.class, () -> new BatchOrder.Sequential(10, 5, 2));
  }
}
