package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.io.Parallel;
import java.util.Arrays;

/// The most probable segmentation of each run (Viterbi), and what would replace each piece.
final class BestPaths {
  private final Runs runs;
  private final Lattice lattice;
  private final double[] scores; // log-probabilities of all pieces

  BestPaths(Runs runs, Lattice lattice, double[] scores) {
    this.runs = runs;
    this.lattice = lattice;
    this.scores = scores;
  }

  /// How often each piece occurs in the best segmentation of the whole text.
  long[] counts(Parallel parallel) {
    RunParts parts = RunParts.of(runs, parallel.threads());
    long[][] counts = new long[parts.size()][];
    parallel.run(
        parts.size(),
        part -> {
          long[] own = new long[scores.length];
          Search search = new Search();
          for (int run = parts.begin(part); run < parts.end(part); run++) {
            int n = search.run(runs.start(run), runs.ends()[run], -1);
            for (int at = n; at > 0; at -= Lattice.length(search.edges[at])) {
              own[Lattice.piece(search.edges[at])] += runs.counts()[run];
            }
          }
          counts[part] = own;
        });
    for (int part = 1; part < counts.length; part++) {
      for (int piece = 0; piece < scores.length; piece++) {
        counts[0][piece] += counts[part][piece];
      }
    }
    return counts[0];
  }

  /// One thread's work space.
  final class Search {
    private double[] best = new double[64];
    private int[] edges = new int[64]; // the best path's last edge to each position

    /// Segments the text between two positions, of which `edges` then tells the path.
    ///
    /// @param excluded a piece not to be used, or -1
    /// @return the number of symbols
    private int run(int start, int end, int excluded) {
      int n = end - start;
      if (best.length <= n) {
        best = new double[2 * n];
        edges = new int[2 * n];
      }
      Arrays.fill(best, 1, n + 1, Double.NEGATIVE_INFINITY);
      best[0] = 0;
      for (int i = 0; i < n; i++) {
        double here = best[i];
        for (int e = lattice.begin(start + i); e < lattice.end(start + i); e++) {
          int edge = lattice.edge(e);
          int to = i + Lattice.length(edge);
          if (to > n) {
            break; // the shorter ones come first
          }
          double score = here + scores[Lattice.piece(edge)];
          if (score > best[to] && Lattice.piece(edge) != excluded) {
            best[to] = score;
            edges[to] = edge;
          }
        }
      }
      return n;
    }

    /// The pieces that stand in for one of several symbols when it is taken away; empty if they are
    /// more probable than it is, so that it is never used.
    ///
    /// @param place where the piece occurs
    int[] alternative(int piece, int place, int length) {
      run(place, place + length, piece);
      if (best[length] > scores[piece]) {
        return new int[0];
      }
      int count = 0;
      for (int at = length; at > 0; at -= Lattice.length(edges[at])) {
        count++;
      }
      int[] pieces = new int[count];
      for (int at = length; at > 0; at -= Lattice.length(edges[at])) {
        pieces[--count] = Lattice.piece(edges[at]);
      }
      return pieces;
    }
  }
}
