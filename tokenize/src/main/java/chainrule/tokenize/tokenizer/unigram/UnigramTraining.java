package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.io.Parallel;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Learns a unigram vocabulary as in Kudo, "Subword Regularization" (2018): expectation
/// maximization over many seed pieces, then, until the vocabulary is small enough, dropping the
/// quarter of the pieces whose loss costs the least likelihood, with more rounds of estimation in
/// between.
final class UnigramTraining {
  private static final double KEPT_BY_A_PRUNING = 0.75;
  private static final int ROUNDS_BETWEEN_PRUNINGS = 2;
  private static final double LEAST_EXPECTED_COUNT = 0.5;
  private static final double SPARE = 1.1; // pruning stops this much above the final size

  private final Runs runs;
  private final Parallel parallel;
  private final int alphabet;
  private final Lattice lattice;
  private final Expectation expectation;
  private Pieces pieces;

  /// @param longest symbols in a piece, from 1 to 255
  UnigramTraining(Runs runs, int longest, int seedLimit, Parallel parallel) {
    this.runs = runs;
    this.parallel = parallel;
    this.alphabet = runs.alphabet().length;
    Seeds seeds = SeedFinder.find(runs, longest, seedLimit, parallel);
    int[] byLength = byLength(seeds, longest);
    this.lattice = Lattice.of(runs, seeds, byLength);
    this.expectation = new Expectation(runs, lattice, longest);
    this.pieces = initial(seeds, byLength);
  }

  private static int[] byLength(Seeds seeds, int longest) {
    int[] begins = new int[longest + 2];
    for (int length : seeds.length()) {
      begins[length + 1]++;
    }
    for (int length = 1; length < begins.length; length++) {
      begins[length] += begins[length - 1];
    }
    int[] sorted = new int[seeds.size()];
    for (int seed = 0; seed < seeds.size(); seed++) {
      sorted[begins[seeds.length()[seed]]++] = seed;
    }
    return sorted;
  }

  /// Seeds start with a probability in proportion to the text that they cover.
  private Pieces initial(Seeds seeds, int[] byLength) {
    int size = alphabet + seeds.size();
    int[] places = new int[size];
    int[] lengths = new int[size];
    double[] covered = new double[size];
    for (int position = runs.symbols().length - 1; position >= 0; position--) {
      places[runs.symbols()[position]] = position;
    }
    double total = 0;
    for (int piece = 0; piece < size; piece++) {
      if (piece < alphabet) {
        lengths[piece] = 1;
        covered[piece] = Math.max((double) runs.symbolCounts()[piece], LEAST_EXPECTED_COUNT);
      } else {
        int seed = byLength[piece - alphabet];
        places[piece] = seeds.order()[seeds.from()[seed]];
        lengths[piece] = seeds.length()[seed];
        covered[piece] = (double) seeds.frequency()[seed] * seeds.length()[seed];
      }
      total += covered[piece];
    }
    for (int piece = 0; piece < size; piece++) {
      covered[piece] = StrictMath.log(covered[piece] / total);
    }
    return new Pieces(places, lengths, covered);
  }

  /// @param size of the vocabulary to be made, which is at least the alphabet's
  /// @param progress told of each pruning: how many pieces it dropped
  /// @return at least as many pieces, if the text has them
  Pieces run(int size, LongConsumer progress) {
    int enough = (int) Math.min(Integer.MAX_VALUE, (long) (size * SPARE));
    while (true) {
      for (int round = 0; round < ROUNDS_BETWEEN_PRUNINGS; round++) {
        maximize(expectation.counts(probabilities(), parallel));
      }
      if (pieces.size() <= enough) {
        return pieces;
      }
      int target = Math.max(enough, (int) (pieces.size() * KEPT_BY_A_PRUNING));
      int before = pieces.size();
      keep(Pruning.renumber(runs, lattice, pieces, alphabet, target, parallel));
      progress.accept(before - pieces.size());
    }
  }

  private double[] probabilities() {
    double[] probabilities = new double[pieces.size()];
    for (int piece = 0; piece < probabilities.length; piece++) {
      probabilities[piece] = StrictMath.exp(pieces.scores()[piece]);
    }
    return probabilities;
  }

  /// The M step. Pieces of several symbols that are hardly expected at all are dropped.
  private void maximize(double[] counts) {
    int[] renumbered = new int[counts.length];
    int kept = 0;
    double total = 0;
    for (int piece = 0; piece < counts.length; piece++) {
      boolean keep = piece < alphabet || counts[piece] >= LEAST_EXPECTED_COUNT;
      renumbered[piece] = keep ? kept++ : -1;
      counts[piece] = Math.max(counts[piece], LEAST_EXPECTED_COUNT);
      total += keep ? counts[piece] : 0;
    }
    double logTotal = Digamma.of(total);
    double[] scores = new double[counts.length];
    for (int piece = 0; piece < counts.length; piece++) {
      scores[piece] = renumbered[piece] < 0 ? 0 : Digamma.of(counts[piece]) - logTotal;
    }
    pieces = pieces.withScores(scores);
    keep(renumbered);
  }

  private void keep(int[] renumbered) {
    int kept = (int) IntStream.of(renumbered).filter(number -> number >= 0).count();
    if (kept < renumbered.length) {
      lattice.keep(renumbered);
      pieces = pieces.keep(renumbered, kept);
    }
  }
}
