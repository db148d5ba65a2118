package chainrule.cli.command;

import chainrule.train.score.Evaluator;
import chainrule.train.score.Totals;
import chainrule.train.score.WordBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Passes the lines through whose perplexity is on the right side of the limits, byte for byte.
///
/// @param below what a line's perplexity must be less than, or null
/// @param above what it must be more than, or null
record LineFilter(OutputStream out, Double below, Double above) implements EvalReport {
  @Override
  public void accept(Evaluator.Scored scored) {
    WordBatch lines = scored.scores().batch().lines().orElseThrow();
    try {
      for (int line = 0; line < lines.documents(); line++) {
        if (passes(scored.documents().get(line).perplexity())) {
          int from = lines.lineFrom(line);
          out.write(lines.text(), from, lines.lineTo(line) - from);
          out.write('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A line without any tokens, as there is without markers, has no perplexity and does not pass.
  private boolean passes(double perplexity) {
    return !Double.isNaN(perplexity)
        && (below == null || perplexity < below)
        && (above == null || perplexity > above);
  }

  @Override
  public void finish(Totals totals, List<Double> weights) {
    // The lines are all there is.
  }
}
