package chainrule.tokenize.tokenizer.unigram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.tokenize.io.Parallel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ExpectationTest {
  private static final int LONGEST = 4;

  private static Runs runs(String... words) {
    RunCollector collector = new RunCollector();
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      collector.add(bytes, 0, bytes.length, 3);
    }
    return collector.finish(1, new int[0], false);
  }

  private static Lattice lattice(Runs runs, Seeds seeds) {
    return Lattice.of(runs, seeds, byLength(seeds));
  }

  private static int[] byLength(Seeds seeds) {
    return IntStream.range(0, seeds.size())
        .boxed()
        .sorted(java.util.Comparator.comparingInt(seed -> seeds.length()[seed]))
        .mapToInt(seed -> seed)
        .toArray();
  }

  /// Adds the probability of each segmentation to the pieces that it has.
  private static double enumerate(
      Lattice lattice, int at, int end, double so, double[] p, int[] path, int depth, double[] to) {
    if (at == end) {
      for (int i = 0; i < depth; i++) {
        to[path[i]] += so;
      }
      return so;
    }
    double total = 0;
    for (int e = lattice.begin(at); e < lattice.end(at); e++) {
      int piece = Lattice.piece(lattice.edge(e));
      path[depth] = piece;
      int next = at + Lattice.length(lattice.edge(e));
      total += enumerate(lattice, next, end, so * p[piece], p, path, depth + 1, to);
    }
    return total;
  }

  @Test
  void countsAreThoseOfAllSegmentationsWeighed() {
    Runs runs = runs("abcabcab", "cabba", "aaaa", "bcabca");
    try (Parallel parallel = new Parallel(2)) {
      Seeds seeds = SeedFinder.find(runs, LONGEST, 1000, parallel);
      Lattice lattice = lattice(runs, seeds);
      double[] p = probabilities(runs.alphabet().length + seeds.size());
      double[] expected = new double[p.length];
      for (int run = 0; run < runs.size(); run++) {
        double[] sums = new double[p.length];
        double total =
            enumerate(lattice, runs.start(run), runs.ends()[run], 1, p, new int[64], 0, sums);
        for (int piece = 0; piece < p.length; piece++) {
          expected[piece] += runs.counts()[run] * sums[piece] / total;
        }
      }
      double[] counts = new Expectation(runs, lattice, LONGEST).counts(p, parallel);
      assertArrayEquals(expected, counts, 1e-9);
    }
  }

  private static double[] probabilities(int size) {
    return new Random(5).doubles(size, 0.01, 0.2).toArray();
  }

  @Test
  void aRunWhoseProbabilityNoNumberHoldsIsCounted() {
    String word = "abcd".repeat(1000);
    Runs runs = runs(word);
    try (Parallel parallel = new Parallel(1)) {
      Seeds none = SeedFinder.find(runs("a"), LONGEST, 1000, parallel);
      Lattice lattice = lattice(runs, none);
      double[] p = new double[4];
      Arrays.fill(p, 1e-9); // 1e-9 to the power of 4000
      double[] counts = new Expectation(runs, lattice, LONGEST).counts(p, parallel);
      for (double count : counts) {
        assertEquals(3000, count, 1e-6);
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Runs runs = runs("abcabcab", "cabba", "aaaa", "bcabca", "abc", "ccc", "babab");
    double[] one = counts(runs, 1);
    for (int threads : new int[] {2, 3, 16}) {
      assertArrayEquals(one, counts(runs, threads));
    }
  }

  private static double[] counts(Runs runs, int threads) {
    try (Parallel parallel = new Parallel(threads)) {
      Seeds seeds = SeedFinder.find(runs, LONGEST, 1000, parallel);
      double[] p = probabilities(runs.alphabet().length + seeds.size());
      return new Expectation(runs, lattice(runs, seeds), LONGEST).counts(p, parallel);
    }
  }
}
