package chainrule.cli.command;

import chainrule.train.score.Evaluator;
import chainrule.train.score.Totals;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row for each line or other document, then the totals.
final class LineReport implements EvalReport {
  private final EvalRows rows;
  private long line;

  LineReport(EvalRows rows) {
    this.rows = rows;
  }

  @Override
  public void accept(Evaluator.Scored scored) {
    for (Totals totals : scored.documents()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("line", ++line);
      row.put("tokens", totals.tokens());
      row.put("oovs", totals.oovs());
      row.put("log10_probability", totals.log10());
      row.put("perplexity", totals.perplexity());
      row.put("bits_per_byte", totals.bitsPerByte());
      rows.row(row);
    }
  }

  @Override
  public void finish(Totals totals, List<Double> weights) throws IOException {
    rows.summary(SummaryReport.facts(totals, weights));
    rows.flush();
  }
}
