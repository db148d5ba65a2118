package chainrule.train.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
  private static final int WORDS = 3000;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 13, 16_377, 16_383, 16_384, 16_385, 32_761, 32_768, 40_003})
  void readAsTheSectionAndZerosBeyondItsEnd(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Pages pages = pages(bytes);
    ByteBuffer more =
        ByteBuffer.wrap(Arrays.copyOf(bytes, size + 16)).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < size; at++) {
      assertEquals(bytes[at], pages.getByte(at), "byte " + at);
      assertEquals(more.getLong(at), pages.getLong(at), "eight bytes from " + at);
    }
    for (int i = 0; 4 * i < size; i++) {
      assertEquals(more.getInt(4 * i), pages.getInt(i), "int " + i);
    }
    for (int i = 0; 8 * i < size; i++) {
      assertEquals(more.getLong(8 * i), pages.get(i), "long " + i);
    }
    assertArrayEquals(
        Arrays.copyOfRange(bytes, size / 3, size), pages.bytes(size / 3, size - size / 3));
  }

  @Test
  void threadsThatTouchAPageFirstAtOnceReadTheSame() {
    byte[] bytes = new byte[5 * Pages.BYTES];
    new Random(3).nextBytes(bytes);
    long wanted = sum(pages(bytes), bytes.length / 8);
    int threads = 4;
    try (Parallel parallel = new Parallel(threads)) {
      for (int round = 0; round < 200; round++) {
        Pages pages = pages(bytes);
        CyclicBarrier together = new CyclicBarrier(threads);
        long[] sums = new long[threads];
        parallel.run(
            threads,
            i -> {
              await(together);
              sums[i] = sum(pages, bytes.length / 8);
            });
        for (long sum : sums) {
          assertEquals(wanted, sum);
        }
      }
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static long sum(Pages pages, int longs) {
    return IntStream.range(0, longs).mapToLong(i -> pages.get(i) * (i + 1)).sum();
  }

  private static Pages pages(byte[] bytes) {
    return new Pages(Section.trusted(MemorySegment.ofArray(bytes)));
  }

  @Test
  void wordsAreFoundAcrossPagesAndUpToTheLast(@TempDir Path folder) throws IOException {
    Path binary = Fixture.binary(manyWords(folder), folder, 2);
    try (NgramModel mapped = NgramModel.map(Input.file(binary));
        NgramModel built = Fixture.load(manyWords(folder))) {
      for (NgramModel model : new NgramModel[] {mapped, built}) {
        int[] ids =
            new WordLookUps(model.words(), WordIndex.ABSENT).find(Fixture.words(allWords()));
        for (int i = 0; i < WORDS; i++) {
          int id = model.words().find(word(i));
          assertEquals(word(i), model.words().word(id));
          assertEquals(id, ids[i]);
          assertEquals(probability(i), model.unigrams().probability(id));
          assertEquals(WordIndex.ABSENT, model.words().find(word(i) + "y"));
        }
      }
    }
  }

  @Test
  void damagedBlockIsRefusedWheneverItIsTouchedAndHarmsNothingElse(@TempDir Path folder)
      throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.binary(manyWords(folder), folder, 2));
    Path damaged = folder.resolve("damaged.bin");
    for (int block = 1; block < whole.length / CheckedBlocks.BLOCK; block++) {
      byte[] copy = whole.clone();
      copy[block * CheckedBlocks.BLOCK + 99] ^= 4;
      Files.write(damaged, copy);
      int refused = 0;
      try (NgramModel model = NgramModel.map(Input.file(damaged))) {
        for (int i = 0; i < WORDS; i++) {
          refused += isRefused(model, i) ? 1 : 0;
        }
        assertTrue(refused > 0, "block " + block);
        assertThrows(MalformedInput.class, model::verify);
      }
    }
  }

  private static boolean isRefused(NgramModel model, int i) {
    try {
      int id = model.words().find(word(i));
      assertEquals(word(i), model.words().word(id));
      assertEquals(probability(i), model.unigrams().probability(id));
      return false;
    } catch (MalformedInput e) {
      assertTrue(e.getMessage().contains("damaged"), e.getMessage());
      return true;
    }
  }

  /// A model of words alone, of all lengths.
  private static Path manyWords(Path folder) throws IOException {
    StringBuilder arpa = new StringBuilder("\\data\\\nngram 1=" + WORDS + "\n\n\\1-grams:\n");
    for (int i = 0; i < WORDS; i++) {
      arpa.append(probability(i)).append('\t').append(word(i)).append('\n');
    }
    return Fixture.write(folder, arpa + "\n\\end\\\n");
  }

  private static String allWords() {
    return String.join(" ", IntStream.range(0, WORDS).mapToObj(PagesTest::word).toList()) + "\n";
  }

  private static String word(int i) {
    return "w" + i + "x".repeat(i % 29);
  }

  private static float probability(int i) {
    return -1 - i / 1024f;
  }
}
