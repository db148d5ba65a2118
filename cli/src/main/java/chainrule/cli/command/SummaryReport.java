package chainrule.cli.command;

import chainrule.train.score.Evaluator;
import chainrule.train.score.Totals;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The totals of all text, once.
record SummaryReport(EvalRows rows) implements EvalReport {
  @Override
  public void accept(Evaluator.Scored scored) {
    // Only the totals matter.
  }

  @Override
  public void finish(Totals totals, List<Double> weights) throws IOException {
    rows.summary(facts(totals, weights));
    rows.flush();
  }

  static Map<String, Object> facts(Totals totals, List<Double> weights) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("documents", totals.documents());
    facts.put("tokens", totals.tokens());
    facts.put("oovs", totals.oovs());
    facts.put("log10_probability", totals.log10());
    facts.put("perplexity", totals.perplexity());
    facts.put("perplexity_excluding_oovs", totals.perplexityExcludingOovs());
    facts.put("bits_per_token", totals.bitsPerToken());
    facts.put("bits_per_byte", totals.bitsPerByte());
    if (!weights.isEmpty()) {
      facts.put("weights", weights);
    }
    return facts;
  }
}
