package chainrule.train.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class MixtureTest {
  /// Gives each id the probability that stands at its place.
  private record Table(String name, double... probabilities) implements Scorer {
    @Override
    public boolean foretellsEnds() {
      return false;
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public Scores score(Batch batch) {
      int[] ids = ((IdBatch) batch).ids();
      double[] log10 = new double[ids.length];
      for (int i = 0; i < ids.length; i++) {
        log10[i] = Math.log10(probabilities[ids[i]]);
      }
      return new Scores(batch, false, log10, new boolean[ids.length], new byte[0]);
    }

    @Override
    public void close() {}
  }

  private static final List<Scorer> MODELS =
      List.of(new Table("one", 1, 0), new Table("other", 0, 1));

  private static final Batch TEXT =
      new IdBatch(new int[] {0, 1, 0, 0}, new int[] {0, 4}, new long[] {8});

  @Test
  void probabilitiesAreWeightedMeans() {
    double[] log10 = new Mixture(MODELS, new double[] {0.2, 0.8}).score(TEXT).log10();
    assertArrayEquals(
        new double[] {Math.log10(0.2), Math.log10(0.8), Math.log10(0.2), Math.log10(0.2)},
        log10,
        1e-12);
  }

  @Test
  void bestWeightsAreTheSharesOfTheText() {
    // Each token is possible in one model only, so that the likelihood is w^3 (1 - w).
    try (Parallel parallel = new Parallel(2)) {
      MixtureWeights weights = new MixtureWeights(MODELS, parallel);
      weights.add(List.<Supplier<Batch>>of(() -> TEXT).iterator());
      assertArrayEquals(new double[] {0.75, 0.25}, weights.find(), 1e-6);
    }
  }

  @Test
  void totalsFollowFromTheSums() {
    Totals totals = Totals.of(new Mixture(MODELS, new double[] {1, 1}).score(TEXT), 0);
    assertEquals(2, totals.perplexity(), 1e-12);
    assertEquals(1, totals.bitsPerToken(), 1e-12);
    assertEquals(0.5, totals.bitsPerByte(), 1e-12);
  }
}
