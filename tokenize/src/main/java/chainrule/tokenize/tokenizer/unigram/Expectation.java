package chainrule.tokenize.tokenizer.unigram;

import chainrule.tokenize.io.Parallel;
import java.util.Arrays;

/// The E step: how often each piece is expected to occur, over all segmentations of the text
/// weighted by their probability (forward-backward). Works on probabilities, not logarithms; a
/// window whose values all get small is multiplied by [#UP] and the number of times is kept. Counts
/// are summed as integers with a fixed point, so that the order of the additions, and with it the
/// number of threads, cannot change the result.
final class Expectation {
  private static final int STEP = 300; // binary digits that one rescaling gains
  private static final double UP = 0x1p300;
  private static final double SMALL = 0x1p-300;

  private final Runs runs;
  private final Lattice lattice;
  private final int longest; // symbols in a piece
  private final int fraction; // binary digits after the point of a count

  Expectation(Runs runs, Lattice lattice, int longest) {
    this.runs = runs;
    this.lattice = lattice;
    this.longest = longest;
    this.fraction = Math.min(40, Long.numberOfLeadingZeros(runs.totalSymbols() + 1) - 2);
  }

  /// @param probabilities of all pieces
  double[] counts(double[] probabilities, Parallel parallel) {
    RunParts parts = RunParts.of(runs, parallel.threads());
    long[][] sums = new long[parts.size()][];
    parallel.run(
        parts.size(),
        part -> {
          Pass pass = new Pass(probabilities);
          for (int run = parts.begin(part); run < parts.end(part); run++) {
            pass.add(runs.start(run), runs.ends()[run], runs.counts()[run]);
          }
          sums[part] = pass.sums;
        });
    double[] counts = new double[probabilities.length];
    for (int piece = 0; piece < counts.length; piece++) {
      long sum = 0;
      for (long[] part : sums) {
        sum += part[piece];
      }
      counts[piece] = Math.scalb((double) sum, -fraction);
    }
    return counts;
  }

  /// One thread's work space.
  private final class Pass {
    private final double[] probabilities;
    private final long[] sums;
    private double[] forward = new double[64];
    private double[] backward = new double[64];
    private int[] rescaled = new int[64]; // times before each position of the forward pass

    Pass(double[] probabilities) {
      this.probabilities = probabilities;
      this.sums = new long[probabilities.length];
    }

    void add(int start, int end, long count) {
      int n = end - start;
      if (forward.length <= n) {
        forward = new double[2 * n];
        backward = new double[2 * n];
        rescaled = new int[2 * n];
      }
      int scale = forward(start, n);
      backward(start, n, scale, Math.scalb((double) count, fraction) / forward[n]);
    }

    private int forward(int start, int n) {
      Arrays.fill(forward, 0, n + 1, 0);
      forward[0] = 1;
      int scale = 0;
      for (int i = 0; i < n; i++) {
        if (forward[i] < SMALL && rescale(forward, i, Math.min(n, i + longest))) {
          scale++;
        }
        rescaled[i] = scale;
        double here = forward[i];
        for (int e = lattice.begin(start + i); e < lattice.end(start + i); e++) {
          int edge = lattice.edge(e);
          forward[i + Lattice.length(edge)] += here * probabilities[Lattice.piece(edge)];
        }
      }
      return scale;
    }

    private void backward(int start, int n, int forwardScale, double unit) {
      backward[n] = 1;
      int scale = 0;
      for (int i = n - 1; i >= 0; i--) {
        int excess = forwardScale - rescaled[i] - scale;
        double here = forward[i] * (excess == 0 ? unit : Math.scalb(unit, STEP * excess));
        double sum = 0;
        for (int e = lattice.begin(start + i); e < lattice.end(start + i); e++) {
          int edge = lattice.edge(e);
          int piece = Lattice.piece(edge);
          double rest = probabilities[piece] * backward[i + Lattice.length(edge)];
          sum += rest;
          sums[piece] += (long) (here * rest + 0.5);
        }
        backward[i] = sum;
        if (sum < SMALL && rescale(backward, i, Math.min(n, i + longest))) {
          scale++;
        }
      }
    }

    /// Multiplies the values of a window if all of them are small.
    private static boolean rescale(double[] values, int from, int last) {
      for (int i = from; i <= last; i++) {
        if (values[i] >= SMALL) {
          return false;
        }
      }
      for (int i = from; i <= last; i++) {
        values[i] *= UP;
      }
      return true;
    }
  }
}
