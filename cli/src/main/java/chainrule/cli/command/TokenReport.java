package chainrule.cli.command;

import chainrule.train.score.Evaluator;
import chainrule.train.score.Scores;
import chainrule.train.score.Totals;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row for each token, then the totals.
final class TokenReport implements EvalReport {
  private static final String END = "</s>";

  private final EvalRows rows;
  private long line;
  private boolean within; // a document that goes on

  TokenReport(EvalRows rows) {
    this.rows = rows;
  }

  @Override
  public void accept(Evaluator.Scored scored) {
    Scores scores = scored.scores();
    for (int document = 0; document < scores.batch().documents(); document++) {
      line += within ? 0 : 1;
      within = false;
      for (int event = scores.start(document); event < scores.start(document + 1); event++) {
        boolean end = scores.isEnd(document, event);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("line", line);
        row.put("token", end ? END : scores.batch().text(scores.token(document, event)));
        row.put("log10_probability", scores.log10()[event]);
        if (scores.orders().length > 0) {
          row.put("order", (int) scores.orders()[event]);
        }
        row.put("oov", scores.unknown()[event]);
        rows.row(row);
      }
    }
    within = scores.batch().isOpen();
  }

  @Override
  public void finish(Totals totals, List<Double> weights) throws IOException {
    rows.summary(SummaryReport.facts(totals, weights));
    rows.flush();
  }
}
