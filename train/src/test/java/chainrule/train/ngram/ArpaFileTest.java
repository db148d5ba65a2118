package chainrule.train.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArpaFileTest {
  private static final String SMALL =
      """
      \\data\\
      ngram 1=4
      ngram 2=2

      \\1-grams:
      -1\t<s>\t-0.5
      -2\t</s>
      -0.5\ta\t-0.25
      -0.75\tb

      \\2-grams:
      -0.1\ta b
      -0.2\tb </s>

      \\end\\
      """;

  @TempDir private Path folder;

  private String problem(String arpa) throws IOException {
    Path file = Fixture.write(folder, arpa);
    MalformedInput found = assertThrows(MalformedInput.class, () -> Fixture.load(file).close());
    return found.getMessage().substring(file.toString().length() + 2);
  }

  private double score(String arpa, String word, String... context) throws IOException {
    String text = String.join(" ", context) + " " + word + "\n";
    try (NgramScorer scorer =
        new NgramScorer("arpa", Fixture.load(Fixture.write(folder, arpa)), false)) {
      return scorer.score(Fixture.words(text)).log10()[context.length];
    }
  }

  @Test
  void unknownWordIsAddedWhereItIsMissing() throws IOException {
    assertEquals(-100, score(SMALL, "zebra"));
    assertEquals(-0.1, score(SMALL, "b", "a"), 1e-6);
    assertEquals(-0.75, score(SMALL, "a", "zebra") - 0.25, 1e-6);
  }

  @Test
  void whatWasAddedIsNotWrittenAgain() throws IOException {
    try (NgramModel model = Fixture.load(Fixture.write(folder, SMALL))) {
      assertEquals(SMALL.lines().sorted().toList(), Fixture.arpa(model).lines().sorted().toList());
    }
    String one = "\\data\\\nngram 1=1\n\n\\1-grams:\n-0.5\ta\n\n\\end\\\n";
    try (NgramModel model = Fixture.load(Fixture.write(folder, one))) {
      assertEquals(one, Fixture.arpa(model));
    }
  }

  @Test
  void nothingComesAfterTheEnd() throws IOException {
    assertEquals(-0.1, score(SMALL + "\n\r\n", "b", "a"), 1e-6);
    String twice = problem(SMALL + SMALL);
    assertTrue(twice.startsWith("line 16: \"\\data\\\" comes after \\end\\"), twice);
  }

  @Test
  void suffixesThatWerePrunedAreBackedOffTo() throws IOException {
    String pruned =
        SMALL
            .replace("ngram 2=2", "ngram 2=2\nngram 3=1")
            .replace("\\end\\", "\\3-grams:\n-0.01\ta a b\n\n\\end\\");
    // "a a" is no bigram: neither a suffix of anything nor, as a context, worth a backoff.
    assertEquals(-0.01, score(pruned, "b", "a", "a"), 1e-6);
    assertEquals(-0.25 - 0.5, score(pruned, "a", "a"), 1e-6);
    String withoutSuffix = pruned.replace("-0.1\ta b", "-0.3\tb a");
    assertEquals(-0.01, score(withoutSuffix, "b", "a", "a"), 1e-6);
    assertEquals(-0.25 - 0.75, score(withoutSuffix, "b", "b", "a"), 1e-6);
  }

  @Test
  void orderOneAndOtherLayoutsLoad() throws IOException {
    String one =
        "made by hand\n\n\\data\\\nngram  1=   2\n\n\\1-grams:\n-1 </s>\r\n-0.5   a\n\n\\end\\\n";
    assertEquals(-0.5, score(one, "a"), 1e-6);
    assertEquals(-0.5, score(SMALL.replace("\n", "\r\n"), "a"), 1e-6);
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFile() throws IOException {
    for (String begin : List.of("\uFEFF", "\uFEFFby an editor\r\n\r\n", "\uFEFF\n")) {
      String marked = begin + SMALL;
      assertTrue(ArpaFile.isArpa(marked.getBytes(StandardCharsets.UTF_8)));
      assertEquals(-0.1, score(marked, "b", "a"), 1e-6);
    }
  }

  @Test
  void messagesTellTheLine() throws IOException {
    assertEquals(
        "line 12: the word \"c\" is not among the 1-grams, which list all words",
        problem(SMALL.replace("a b", "c b")));
    assertEquals(
        "line 12: the log-probability 0.1 is above 0", problem(SMALL.replace("-0.1", "0.1")));
    assertEquals(
        "line 12: the log-probability is not a number (nan)",
        problem(SMALL.replace("-0.1\t", "nan\t")));
    assertEquals(
        "line 13: the 2-gram \"a b\" is listed a second time",
        problem(SMALL.replace("-0.2\tb </s>", "-0.2\ta b")));
    assertEquals(
        "line 9: the 1-gram \"a\" is listed a second time",
        problem(SMALL.replace("\tb\n", "\ta\n")));
    assertEquals(
        "line 15: \"\\end\\\" comes after 2 2-grams, but the header counts 3",
        problem(SMALL.replace("2=2", "2=3")));
    assertEquals(
        "line 13: is 2-gram 2, but the header counts 1", problem(SMALL.replace("2=2", "2=1")));
    assertEquals(
        "line 2: counts no 1-grams, but a model has words", problem(SMALL.replace("1=4", "1=0")));
    assertEquals(
        "line 12: has 1 words where a 2-gram has 2", problem(SMALL.replace("\ta b", "\ta")));
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    for (int length = 0; length < SMALL.length() - 1; length += 7) {
      problem(SMALL.substring(0, length));
    }
  }

  @Test
  void decimalsAreRoundedAsTheLibraryDoes() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      String text =
          switch (i % 3) {
            case 0 -> Float.toString(-random.nextFloat() * 100);
            case 1 -> String.format(java.util.Locale.ROOT, "%.7g", -random.nextDouble() * 10);
            default -> Double.toString(random.nextGaussian());
          };
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      assertEquals(Float.parseFloat(text), Decimal.parse(bytes, 0, bytes.length), text);
    }
  }

  @Test
  void scrambledKeysComeBack() {
    Random random = new Random(4);
    for (int bits = 2; bits <= 63; bits++) {
      Scramble scramble = new Scramble(bits);
      for (int i = 0; i < 100; i++) {
        long key = random.nextLong() & ((1L << bits) - 1);
        long x = scramble.of(key);
        assertEquals(0, x >>> bits);
        assertEquals(key, scramble.undo(x));
      }
    }
  }
}
