package chainrule.train.sampling;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;

/// Keeps tokens at least p times as likely as the most likely one.
record MinP(float p) implements SamplingRule {
  @Override
  public void apply(float[] logits, TokenHistory history) {
    float least = (float) (logits[Sampler.best(logits)] + Math.log(p));
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] < least) {
        logits[token] = NEVER;
      }
    }
  }

  @Override
  public Candidates lower(GraphBuilder graph, Candidates candidates, Wire counts) {
    Wire best = graph.add("ReduceMax", candidates.logits(), graph.integers(1));
    Wire least = graph.add("Add", best, graph.number((float) Math.log(p)));
    return candidates.without(graph, graph.add("Less", candidates.logits(), least));
  }
}
