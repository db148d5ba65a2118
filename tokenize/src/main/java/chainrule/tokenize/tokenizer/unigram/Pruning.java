package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.io.Parallel;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Chooses the pieces that stay when the vocabulary shrinks: those without which the best
/// segmentation of the text would lose the most likelihood. What a piece's absence costs is
/// estimated from the pieces that would stand in for it, as in SentencePiece.
final class Pruning {
  private static final int BATCH = 4096;

  private Pruning() {}

  /// @param target the number of pieces to keep
  /// @return the new number of each piece, or -1 for those that are dropped
  static int[] renumber(
      Runs runs, Lattice lattice, Pieces pieces, int alphabet, int target, Parallel parallel) {
    BestPaths paths = new BestPaths(runs, lattice, pieces.scores());
    long[] counts = paths.counts(parallel);
    double[] losses = losses(paths, pieces, alphabet, counts, parallel);
    boolean[] keep = new boolean[losses.length];
    Arrays.fill(keep, 0, alphabet, true);
    IntStream.range(alphabet, losses.length)
        .filter(piece -> losses[piece] >= 0)
        .boxed()
        .sorted(
            (a, b) ->
                losses[a] == losses[b]
                    ? Integer.compare(a, b)
                    : Double.compare(losses[b], losses[a]))
        .limit(Math.max(0, target - alphabet))
        .forEach(piece -> keep[piece] = true);
    int[] renumbered = new int[losses.length];
    int kept = 0;
    for (int piece = 0; piece < renumbered.length; piece++) {
      renumbered[piece] = keep[piece] ? kept++ : -1;
    }
    return renumbered;
  }

  /// What the text's log-likelihood loses with each piece of several symbols; negative for one that
  /// is not used at all.
  private static double[] losses(
      BestPaths paths, Pieces pieces, int alphabet, long[] counts, Parallel parallel) {
    double total = Arrays.stream(counts).sum();
    double logTotal = StrictMath.log(total);
    double[] losses = new double[pieces.size()];
    int batches = Math.ceilDiv(losses.length - alphabet, BATCH);
    parallel.run(
        batches,
        batch -> {
          BestPaths.Search search = paths.new Search();
          int from = alphabet + batch * BATCH;
          for (int piece = from; piece < Math.min(losses.length, from + BATCH); piece++) {
            int[] alternative =
                counts[piece] == 0
                    ? new int[0]
                    : search.alternative(piece, pieces.places()[piece], pieces.lengths()[piece]);
            losses[piece] =
                alternative.length == 0 ? -1 : loss(piece, alternative, counts, total, logTotal);
          }
        });
    return losses;
  }

  private static double loss(
      int piece, int[] alternative, long[] counts, double total, double logTotal) {
    double count = counts[piece];
    double before = StrictMath.log(count) - logTotal;
    double totalAfter = StrictMath.log(total + count * (alternative.length - 1));
    double after = 0;
    for (int other : alternative) {
      after += StrictMath.log(counts[other] + count) - totalAfter;
    }
    return Math.max(0, count * (before - after));
  }
}
