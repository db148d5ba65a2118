package chainrule.train.ngram.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.MalformedInput;
import chainrule.train.ngram.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The oracle is KenLM: how its models were made stands beside them.
final class EstimatorTest {
  private static final String NARWHALS =
      """
      narwhals are big
      most narwhals are big animals
      narwhals are a kind of whale
      we know that narwhals are a wonder
      the narwhals are hiding
      narwhals are coming home
      all narwhals are friendly
      these narwhals are generated
      """;

  @TempDir private Path folder;

  private static String resource(String name) {
    try (InputStream raw = EstimatorTest.class.getResourceAsStream(name);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static void assertEqualsKenlm(String expected, String actual) {
    Map<List<String>, double[]> theirs = Arpa.parse(resource(expected)).grams();
    Map<List<String>, double[]> ours = Arpa.parse(actual).grams();
    assertEquals(theirs.keySet(), ours.keySet());
    theirs.forEach(
        (gram, values) -> {
          assertEquals(values[0], ours.get(gram)[0], 1e-5, () -> "probability of " + gram);
          assertEquals(values[1], ours.get(gram)[1], 1e-5, () -> "backoff of " + gram);
        });
  }

  @Test
  void order1EqualsKenlm() {
    assertEqualsKenlm("order1.arpa.gz", Estimates.of(1, folder).arpa(resource("coriolanus.txt")));
  }

  @Test
  void order3EqualsKenlm() {
    assertEqualsKenlm("order3.arpa.gz", Estimates.of(3, folder).arpa(resource("coriolanus.txt")));
  }

  @ParameterizedTest
  @ValueSource(longs = {Estimates.PLENTY, Estimates.NONE})
  void ordersThatAreGivenUpStillCount(long memory) {
    Map<List<String>, double[]> theirs = Arpa.parse(resource("order3.arpa.gz")).grams();
    String expected =
        IntStream.rangeClosed(1, 3)
            .mapToObj(n -> theirs.keySet().stream().filter(gram -> gram.size() == n).count() + " ")
            .collect(Collectors.joining());
    String actual =
        Estimates.of(3, folder)
            .with(memory, 2)
            .make(
                (estimator, _, out) -> {
                  ModelSource model = estimator.estimate(Map.of());
                  model.giveUpBelow(3);
                  long[] trigrams = {0};
                  model.blocks(3).forEachRemaining(block -> trigrams[0] += block.size());
                  String counts = model.count(1) + " " + model.count(2) + " " + trigrams[0] + " ";
                  out.write(counts.getBytes(StandardCharsets.UTF_8));
                },
                resource("coriolanus.txt"));
    assertEquals(expected, actual);
  }

  @Test
  void prunedOrder4EqualsKenlm() {
    Estimates estimates = Estimates.of(4, folder).pruned(0L, 0L, 1L);
    assertEqualsKenlm("order4-prune001.arpa.gz", estimates.arpa(resource("coriolanus.txt")));
  }

  @Test
  void order6WithFallbackDiscountsEqualsKenlmAndSaysSo() {
    Estimates estimates = Estimates.of(6, folder).pruned(0L, 1L).withFallback();
    assertEqualsKenlm(
        "order6-fallback-prune011.arpa.gz", estimates.arpa(resource("coriolanus.txt")));
    assertTrue(
        estimates.warnings().getFirst().matches(".*-grams: discounts cannot be estimated.*0\\.5.*"),
        estimates.warnings().toString());
  }

  @Test
  void limitedVocabularyAndUnigramsThatAreNotInterpolatedEqualKenlm() {
    Set<String> words = Set.of(resource("vocabulary.txt").strip().split("\n"));
    Settings settings =
        new Settings(3, new Smoothing.KneserNey(), List.of(), Optional.empty(), false);
    Estimates estimates =
        Estimates.of(3, folder).with(settings).with(new WordLimits(1, Optional.of(words), false));
    assertEqualsKenlm("order3-limited.arpa.gz", estimates.arpa(resource("coriolanus.txt")));
  }

  static Stream<Smoothing> smoothings() {
    return Stream.of(
        new Smoothing.KneserNey(),
        new Smoothing.WittenBell(),
        new Smoothing.AddK(0.3),
        new Smoothing.MaximumLikelihood());
  }

  @ParameterizedTest
  @MethodSource("smoothings")
  void probabilitiesAfterEveryContextSumToOne(Smoothing smoothing) {
    for (Estimates estimates :
        List.of(
            Estimates.of(3, folder),
            Estimates.of(3, folder).pruned(0L, 1L),
            Estimates.of(3, folder).withoutMarkers(),
            Estimates.of(3, folder).with(new WordLimits(2, Optional.empty(), false)))) {
      String text = estimates.with(smoothing).withFallback().arpa(NARWHALS.repeat(2) + "big whale");
      Arpa arpa = Arpa.parse(text);
      for (List<String> context : arpa.grams().keySet()) {
        boolean follows = !context.getLast().equals("</s>") && context.size() < 3;
        if (follows) {
          assertEquals(1, arpa.sum(context), 1e-5, () -> context + " in\n" + text);
        }
      }
      assertEquals(1, arpa.sum(List.of()), 1e-5);
    }
  }

  @Test
  void stupidBackoffIsRelativeFrequencyAndAConstantFactor() {
    Arpa arpa =
        Arpa.parse(Estimates.of(3, folder).with(new Smoothing.StupidBackoff(0.4)).arpa(NARWHALS));
    assertEquals(Math.log10(2 / 8.0), arpa.log10(List.of("narwhals", "are"), "big"), 1e-6);
    assertEquals(Math.log10(0.4), arpa.grams().get(List.of("narwhals", "are"))[1], 1e-6);
  }

  @Test
  void maximumLikelihoodGivesTheLecturesTwoInEight() {
    Estimates estimates = Estimates.of(3, folder).with(new Smoothing.MaximumLikelihood());
    Arpa arpa = Arpa.parse(estimates.arpa(NARWHALS));
    assertEquals(Math.log10(2 / 8.0), arpa.log10(List.of("narwhals", "are"), "big"), 1e-6);
    assertEquals(Math.log10(1 / 8.0), arpa.log10(List.of("narwhals", "are"), "coming"), 1e-6);
    assertTrue(arpa.log10(List.of("narwhals", "are"), "kind") < -90);
    List<String> table = estimates.table(NARWHALS).lines().toList();
    assertEquals("context,token,count,total,probability", table.getFirst());
    assertTrue(table.contains("narwhals are,big,2,8,0.25"), table.toString());
    assertTrue(table.contains("narwhals are,generated,1,8,0.125"), table.toString());
  }

  @Test
  void theModelIsTheSameToTheByteWhateverTheThreadsAndTheMemory() {
    String text = randomText(9_000);
    for (Estimates estimates :
        List.of(
            Estimates.of(1, folder),
            Estimates.of(2, folder).pruned(0L, 2L),
            Estimates.of(5, folder),
            Estimates.of(4, folder).withoutMarkers().pruned(1L),
            Estimates.of(3, folder).with(new WordLimits(4, Optional.empty(), false)),
            Estimates.of(3, folder).with(new Smoothing.WittenBell()),
            Estimates.of(3, folder).with(new Smoothing.AddK(1)).pruned(0L, 1L),
            Estimates.of(20, folder))) {
      Estimates one = estimates.withFallback();
      String expected = one.with(Estimates.PLENTY, 1).arpa(text);
      assertEquals(expected, one.with(Estimates.PLENTY, 3).arpa(text));
      assertEquals(expected, one.with(Estimates.NONE, 1).arpa(text));
      assertEquals(expected, one.with(Estimates.NONE, 2).arpa(text));
    }
  }

  @Test
  void countsOfShardsMergeToTheCountsAndTheModelOfAll() {
    String all = randomText(3_000);
    int cut = all.indexOf('\n', all.length() / 2) + 1;
    for (Estimates estimates :
        List.of(
            Estimates.of(3, folder).withFallback(),
            Estimates.of(3, folder).withoutMarkers().withFallback())) {
      String one = estimates.counts(all.substring(0, cut));
      String two = estimates.counts(all.substring(cut));
      assertEquals(
          estimates.counts(all),
          estimates.merge((estimator, _, out) -> estimator.writeCounts(out), one, two));
      assertEquals(
          estimates.table(all),
          estimates.merge((estimator, _, out) -> estimator.writeTable(out), one, two));
    }
  }

  @Test
  void countsAreOfWordsInOrder() {
    assertEquals(
        """
        <s>\t2
        </s>\t2
        a\t3
        b\t1
        a </s>\t2
        <s> a\t2
        b a\t1
        a b\t1
        """,
        Estimates.of(2, folder).counts("a b a\na\n"));
  }

  @Test
  void rareWordsAreCountedAsUnknown() {
    Estimates estimates = Estimates.of(2, folder).with(new WordLimits(2, Optional.empty(), false));
    assertEquals(
        """
        <unk>\t2
        <s>\t3
        </s>\t3
        a\t3
        a <unk>\t2
        <unk> </s>\t2
        a </s>\t1
        <s> a\t3
        """,
        estimates.counts("a b\na\na c\n"));
  }

  @Test
  void discountsThatCannotBeEstimatedAreNamedWithTheRemedy() {
    MalformedInput refused =
        assertThrows(MalformedInput.class, () -> Estimates.of(2, folder).arpa("a b\n"));
    assertTrue(refused.getMessage().contains("1-grams"), refused.getMessage());
    assertTrue(refused.getMessage().contains("3 seen once, 0 seen twice"), refused.getMessage());
    assertTrue(refused.hint().contains("--discount-fallback"), refused.hint());
  }

  @Test
  void textWithNothingInItIsRefused() {
    assertThrows(MalformedInput.class, () -> Estimates.of(2, folder).arpa(""));
  }

  @Test
  void emptyLinesAreSentences() {
    assertEquals("</s>\t3", Estimates.of(1, folder).counts("a\n\n\n").lines().toList().get(1));
  }

  @Test
  void nothingIsLeftInTheTemporaryFolder() throws IOException {
    Estimates.of(3, folder).with(Estimates.NONE, 1).arpa(randomText(9_000));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void whatAKilledRunLeftIsRemovedByTheNext() throws IOException {
    Path left = Files.createDirectory(folder.resolve("chainrule-tmp-123"));
    Files.writeString(left.resolve("lock"), "");
    Files.writeString(left.resolve("run-1"), "data");
    Estimates.of(2, folder).counts("a b\n");
    assertTrue(Files.notExists(left));
  }

  /// Words by Zipf's law, so that all counts of counts are there.
  private static String randomText(int words) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append((int) Math.exp(random.nextDouble() * 8))
          .append(random.nextInt(9) == 0 ? '\n' : ' ');
    }
    return text.append("1\n").toString();
  }
}
