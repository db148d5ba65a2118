package chainrule.cli.command;

import chainrule.train.score.Evaluator;
import chainrule.train.score.Totals;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/// What `eval` writes while it goes through the text, and at the end.
interface EvalReport extends Consumer<Evaluator.Scored> {
  /// @param weights of the models of a mixture; none without one
  void finish(Totals totals, List<Double> weights) throws IOException;

  static EvalReport of(
      OutputStream out, boolean perLine, boolean perToken, boolean csv, boolean json) {
    EvalRows rows =
        csv ? new EvalRows.Csv(out) : json ? new EvalRows.Json(out) : new EvalRows.Plain(out);
    return perToken
        ? new TokenReport(rows)
        : perLine ? new LineReport(rows) : new SummaryReport(rows);
  }
}
