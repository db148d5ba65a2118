package chainrule.train.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.train.score.Scores;
import chainrule.train.score.Totals;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NgramScorerTest {
  private static final String TEXT =
      "a heron sees the lamp\n\nthe zebra sells some bread by the mill\n";

  // Of KenLM's query, see the fixture's README.
  private static final double[] KENLM = {
    -0.7419601, -0.16425872, -1.003146, -0.27289906, -0.83338076, -0.96559346, -1.9228007,
    -0.43537247, -3.575261, -1.5325732, -1.0087641, -0.11687348, -1.1162322, -0.053798262,
    -0.04101057, -0.044847846
  };
  private static final byte[] KENLM_ORDERS = {2, 3, 4, 4, 3, 3, 1, 2, 1, 1, 2, 3, 3, 4, 4, 4};

  @Test
  void probabilitiesAndOrdersAreThoseOfKenLm() throws IOException {
    try (NgramScorer scorer = new NgramScorer("mill", Fixture.load(Fixture.mill()), true)) {
      Scores scores = scorer.score(Fixture.words(TEXT));
      assertArrayEquals(KENLM, scores.log10(), 1e-6);
      assertArrayEquals(KENLM_ORDERS, scores.orders());
      Totals totals = Totals.NONE;
      for (int line = 0; line < 3; line++) {
        totals = totals.plus(Totals.of(scores, line));
      }
      assertEquals(7.316413322838619, totals.perplexity(), 1e-5);
      assertEquals(4.825778375030316, totals.perplexityExcludingOovs(), 1e-5);
      assertEquals(1, totals.oovs());
      assertEquals(16, totals.tokens());
      assertEquals(TEXT.length(), totals.textBytes());
    }
  }

  @Test
  void mappedModelSaysTheSame(@TempDir Path folder) throws IOException {
    Path binary = Fixture.binary(Fixture.mill(), folder, 2);
    try (NgramScorer mapped =
            new NgramScorer(
                "mapped", NgramModel.map(chainrule.tokenize.io.Input.file(binary)), true);
        NgramScorer loaded = new NgramScorer("loaded", Fixture.load(Fixture.mill()), true)) {
      assertArrayEquals(
          loaded.score(Fixture.words(TEXT)).log10(), mapped.score(Fixture.words(TEXT)).log10());
    }
  }

  @Test
  void longSentenceIsScoredAsIfItWereScoredAtOnce() throws IOException {
    // Longer than a row, so that it is cut; each repetition stands in the same context.
    int repetitions = 1000;
    String text = "the miller sells the lamp ".repeat(repetitions) + "\n";
    try (NgramScorer scorer = new NgramScorer("mill", Fixture.load(Fixture.mill()), true)) {
      double[] log10 = scorer.score(Fixture.words(text)).log10();
      for (int i = 10; i < 5 * repetitions; i++) {
        assertEquals(log10[i - 5], log10[i], "token " + i);
      }
    }
  }

  @Test
  void numbersAreWords() throws IOException {
    String arpa =
        "\\data\\\nngram 1=4\n\n\\1-grams:\n-1\t<unk>\n-2\t</s>\n-0.5\t0\n-0.25\t17\n\n\\end\\\n";
    Path file = Fixture.write(java.nio.file.Files.createTempDirectory("ngram"), arpa);
    try (NgramScorer scorer = new NgramScorer("ids", Fixture.load(file), true)) {
      var batch =
          new chainrule.train.score.IdBatch(new int[] {17, 0, 5}, new int[] {0, 3}, new long[1]);
      assertArrayEquals(new double[] {-0.25, -0.5, -1, -2}, scorer.score(batch).log10());
    }
  }

  @Test
  void nextWordsSumToOneAndAreWhatScoringSays() throws IOException {
    try (NgramModel model = Fixture.load(Fixture.mill())) {
      int[] context = {model.begin(), model.words().find("the"), model.words().find("miller")};
      float[] next = new NextWord(model).log10(context);
      double sum = 0;
      for (int id = 0; id < next.length; id++) {
        sum += id == model.begin() ? 0 : Math.pow(10, next[id]);
      }
      assertEquals(1, sum, 1e-4);
      NgramScorer scorer = new NgramScorer("mill", model, true);
      for (String word : new String[] {"sells", "zebra", "the", "bell", "forgets"}) {
        int id = model.words().find(word);
        double expected = scorer.score(Fixture.words("the miller " + word + "\n")).log10()[2];
        assertEquals(expected, next[id < 0 ? model.unknown() : id], 1e-5, word);
      }
    }
  }
}
