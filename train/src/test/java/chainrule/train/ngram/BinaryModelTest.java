package chainrule.train.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinaryModelTest {
  @TempDir private Path folder;

  @Test
  void arpaComesBackByteForByte() throws IOException {
    Path binary = Fixture.binary(Fixture.mill(), folder, 2);
    try (NgramModel model = NgramModel.map(Input.file(binary))) {
      assertEquals(Files.readString(Fixture.mill()), Fixture.arpa(model));
    }
  }

  @Test
  void bytesDoNotDependOnThreadsNorOnTheOrderOfTheSource() throws IOException {
    byte[] one = Files.readAllBytes(Fixture.binary(Fixture.mill(), folder, 1));
    byte[] four = Files.readAllBytes(Fixture.binary(Fixture.mill(), folder, 4));
    assertArrayEquals(one, four);
    String[] lines = Files.readString(Fixture.mill()).split("\n", -1);
    int first = java.util.Arrays.asList(lines).indexOf("\\3-grams:") + 1;
    String kept = lines[first];
    lines[first] = lines[first + 20];
    lines[first + 20] = kept;
    Path shuffled = Fixture.write(folder, String.join("\n", lines));
    assertArrayEquals(one, Files.readAllBytes(Fixture.binary(shuffled, folder, 3)));
  }

  @Test
  void noFlippedBitGoesUnnoticed() throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.binary(Fixture.mill(), folder, 2));
    Random random = new Random(5);
    Path damaged = folder.resolve("damaged.bin");
    for (int i = 0; i < 200; i++) {
      byte[] copy = whole.clone();
      int at = i < 100 ? random.nextInt(600) : random.nextInt(copy.length); // half in the header
      copy[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(damaged, copy);
      assertThrows(
          MalformedInput.class,
          () -> {
            try (NgramModel model = NgramModel.map(Input.file(damaged))) {
              model.verify();
            }
          },
          "byte " + at);
    }
  }

  @Test
  void damageIsFoundWhenItIsFirstTouched() throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.binary(Fixture.mill(), folder, 2));
    Path damaged = folder.resolve("damaged.bin");
    for (int block = 1; block < whole.length / CheckedBlocks.BLOCK; block++) {
      byte[] copy = whole.clone();
      copy[block * CheckedBlocks.BLOCK + 77] ^= 16;
      Files.write(damaged, copy);
      MalformedInput found =
          assertThrows(
              MalformedInput.class,
              () -> {
                try (NgramModel model = NgramModel.map(Input.file(damaged))) {
                  Fixture.arpa(model); // reads everything
                  model.words().find("heron");
                  model.verify();
                }
              });
      assertTrue(found.getMessage().contains("damaged"), found.getMessage());
    }
  }

  @Test
  void cutFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.binary(Fixture.mill(), folder, 2));
    Path cut = folder.resolve("cut.bin");
    for (int length : new int[] {0, 5, 8, 100, 16383, 16384, 40_000, whole.length - 1}) {
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      assertThrows(MalformedInput.class, () -> NgramModel.map(Input.file(cut)), length + " bytes");
    }
  }

  /// Where keys are short, next to nothing of them is kept beside their place in the table.
  @Test
  void ngramsOfFewWordsAreNotTakenForEachOther() throws IOException {
    Random random = new Random(4);
    int words = 110;
    StringBuilder unigrams = new StringBuilder();
    StringBuilder bigrams = new StringBuilder();
    StringBuilder trigrams = new StringBuilder();
    int[] counts = new int[2];
    for (int c = 0; c < words; c++) {
      unigrams.append("-2\tw").append(c).append("\t-0.5\n");
      for (int b = 0; b < words; b++) {
        bigrams.append("-1.5\tw").append(b).append(" w").append(c).append("\t-0.25\n");
        counts[0]++;
        for (int a = 0; a < words; a++) {
          if (random.nextInt(50) == 0) {
            trigrams.append("-1\tw" + a + " w" + b + " w" + c + "\n");
            counts[1]++;
          }
        }
      }
    }
    String arpa =
        "\\data\\\nngram 1=%d\nngram 2=%d\nngram 3=%d\n\n\\1-grams:\n%s\n\\2-grams:\n%s\n\\3-grams:\n%s\n\\end\\\n"
            .formatted(words, counts[0], counts[1], unigrams, bigrams, trigrams);
    try (NgramModel model = Fixture.load(Fixture.write(folder, arpa))) {
      assertEquals(arpa, Fixture.arpa(model));
    }
  }

  @Test
  void manyNgramsAreFoundAndOthersAreNot() throws IOException {
    // Enough for several regions, with words of all lengths and values of all signs.
    Random random = new Random(9);
    int words = 3000;
    StringBuilder unigrams = new StringBuilder();
    for (int i = 0; i < words; i++) {
      unigrams.append("-3\tw").append(i).append("x".repeat(i % 13)).append("\t-0.5\n");
    }
    java.util.TreeMap<Integer, Float> bigrams = new java.util.TreeMap<>();
    while (bigrams.size() < 40_000) {
      bigrams.put(random.nextInt(words * words), -random.nextFloat());
    }
    StringBuilder text = new StringBuilder();
    bigrams.forEach(
        (key, value) ->
            text.append(value)
                .append('\t')
                .append(word(key / words))
                .append(' ')
                .append(word(key % words))
                .append('\n'));
    Path file =
        Fixture.write(
            folder,
            "\\data\\\nngram 1="
                + words
                + "\nngram 2="
                + bigrams.size()
                + "\n\n\\1-grams:\n"
                + unigrams
                + "\n\\2-grams:\n"
                + text
                + "\n\\end\\\n");
    try (NgramModel model = NgramModel.map(Input.file(Fixture.binary(file, folder, 2)))) {
      NgramTable table = model.tables().getFirst();
      for (int i = 0; i < 60_000; i++) {
        int key =
            i < 20_000
                ? bigrams.ceilingKey(random.nextInt(words * words - 1000))
                : random.nextInt(words * words);
        int first = model.words().find(word(key / words));
        int last = model.words().find(word(key % words));
        long slot = table.find(last, first);
        assertEquals(bigrams.containsKey(key), slot != NgramTable.ABSENT);
        if (slot != NgramTable.ABSENT) {
          assertEquals(bigrams.get(key), NgramTable.probability(table.payload(slot)));
        }
      }
    }
  }

  private static String word(int i) {
    return "w" + i + "x".repeat(i % 13);
  }
}
