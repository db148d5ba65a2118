package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import java.util.Map;

/// Divides logits: below 1 the likely tokens gain, above 1 the others. 0 leaves the best one only.
record Temperature(float temperature) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    if (temperature == 0) {
      int best = Sampler.best(logits);
      for (int token = 0; token < logits.length; token++) {
        logits[token] = token == best ? logits[token] : NEVER;
      }
      return;
    }
    for (int token = 0; token < logits.length; token++) {
      logits[token] /= temperature;
    }
  }

  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    if (temperature == 0) {
      Wire best = graph.add("ArgMax", Map.of("axis", Attribute.of(1)), candidates.logits());
      Wire its =
          graph.add("GatherElements", Map.of("axis", Attribute.of(1)), candidates.logits(), best);
      return new Candidates(its, best, 1);
    }
    return candidates.with(graph.add("Div", candidates.logits(), graph.number(temperature)));
  }

  @Override
  public boolean isGreedy() {
    return temperature == 0;
  }
}
