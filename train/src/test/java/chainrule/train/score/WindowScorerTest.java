package chainrule.train.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class WindowScorerTest {
  private static final int CONTEXT = 4;
  private static final int END = 9;
  private static final int BEGIN = 8;

  /// Foretells each token with probability `10^-n`, where `n` is how many tokens it has read.
  private static final class Counting implements TokenModel {
    final List<TokenRows> calls = new ArrayList<>();
    private final boolean carries;
    private int[] read = {};

    Counting(boolean carries) {
      this.carries = carries;
    }

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public int vocabulary() {
      return 10;
    }

    @Override
    public int context() {
      return CONTEXT;
    }

    @Override
    public boolean carries() {
      return carries;
    }

    @Override
    public int tokensAtOnce() {
      return 3 * CONTEXT;
    }

    @Override
    public void score(TokenRows rows, float[] nats) {
      calls.add(rows);
      read = rows.goOn() ? read : new int[rows.rows()];
      for (int row = 0; row < rows.rows(); row++) {
        for (int t = 0; t < rows.time(); t++) {
          read[row]++;
          nats[row * rows.time() + t] = (float) (-read[row] * Math.log(10));
        }
      }
    }

    @Override
    public void close() {}
  }

  private static double[] log10(TokenModel model, Marks marks, int overlap, int[]... documents) {
    IdBatchBuilder builder = new IdBatchBuilder(Integer::toString, OptionalInt.empty());
    for (int[] document : documents) {
      builder.add(document, 0, document.length);
      builder.endDocument();
    }
    Batch batch = builder.take(Optional.empty());
    return new WindowScorer(model, marks, overlap).score(batch).log10();
  }

  private static final int[] TEN = {0, 1, 2, 3, 4, 5, 6, 7, 0, 1};

  @Test
  void windowsDoNotOverlapAndTheFirstTokenIsAnyOfTheVocabulary() {
    assertArrayEquals(
        new double[] {-1, -1, -2, -3, -4, -1, -2, -3, -4, -1},
        log10(new Counting(false), Marks.NONE, 0, TEN),
        1e-6);
  }

  @Test
  void overlapGivesTokensMoreToStandOn() {
    assertArrayEquals(
        new double[] {-1, -1, -2, -3, -4, -4, -4, -4, -4, -4},
        log10(new Counting(false), Marks.NONE, 3, TEN),
        1e-6);
    assertArrayEquals(
        new double[] {-1, -1, -2, -3, -4, -3, -4, -3, -4, -3},
        log10(new Counting(false), Marks.NONE, 2, TEN),
        1e-6);
  }

  @Test
  void carriedStateKnowsAllThatStoodBefore() {
    assertArrayEquals(
        new double[] {-1, -1, -2, -3, -4, -5, -6, -7, -8, -9},
        log10(new Counting(true), Marks.NONE, 0, TEN),
        1e-5);
  }

  @Test
  void endTokenJoinsDocuments() {
    Marks marks = new Marks(OptionalInt.empty(), OptionalInt.of(END));
    assertArrayEquals(
        new double[] {-1, -2, -1, -1, -2},
        log10(new Counting(false), marks, 0, new int[] {3, END}, new int[] {3, 4, 5}),
        1e-6);
  }

  @Test
  void beginTokenIsCertainWhereNothingStandsBefore() {
    Marks marks = new Marks(OptionalInt.of(BEGIN), OptionalInt.of(END));
    assertArrayEquals(
        new double[] {0, -1, -1, -2, -3},
        log10(new Counting(false), marks, 0, new int[] {BEGIN, 1}, new int[] {BEGIN, 1, END}),
        1e-6);
  }

  @Test
  void documentsOfAllLengthsAreReadSideBySide() {
    Counting model = new Counting(false);
    assertArrayEquals(
        new double[] {-1, -1, -1, -2, -1, -1, -1, -2, -3},
        log10(
            model,
            Marks.NONE,
            0,
            new int[] {1},
            new int[0],
            new int[] {1, 2, 3},
            new int[] {4},
            new int[] {5, 6, 7, 0}),
        1e-6);
    assertEquals(1, model.calls.size());
    assertEquals(2, model.calls.getFirst().rows());
  }

  @Test
  void batchesAreNoLargerThanTheModelWants() {
    Counting model = new Counting(false);
    log10(model, Marks.NONE, 3, TEN);
    for (TokenRows rows : model.calls) {
      assertEquals(true, rows.rows() * rows.time() <= 3 * CONTEXT);
    }
  }

  @Test
  void whatTheModelDoesNotKnowIsRefused() {
    MalformedInput error =
        assertThrows(
            MalformedInput.class,
            () -> log10(new Counting(false), Marks.NONE, 0, new int[] {1, 10}));
    assertEquals(true, error.getMessage().contains("token 2 of the document is 10"));
    assertThrows(BadSetting.class, () -> log10(new Counting(false), Marks.NONE, 4, TEN));
    assertThrows(BadSetting.class, () -> log10(new Counting(true), Marks.NONE, 2, TEN));
  }
}
