package chainrule.train.sampling;

import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;

/// The tokens that may still be drawn, as rules see them in a graph: a row for each sequence of a
/// batch, in the order of tokens.
///
/// @param logits `[batch, size]`, natural logarithms up to a constant
/// @param ids `[batch, size]`, which tokens they are; not given where they are all, each at its
///   place
/// @param size how many there are in a row
record Candidates(Wire logits, Wire ids, int size) {
  static Candidates all(Wire logits, int vocabulary) {
    return new Candidates(logits, Wire.NONE, vocabulary);
  }

  Candidates with(Wire changed) {
    return new Candidates(changed, ids, size);
  }

  /// The same without those of which `excluded`, `[batch, size]`, is true.
  Candidates without(GraphBuilder graph, Wire excluded) {
    return with(graph.add("Where", excluded, graph.number(SamplingRule.NEVER), logits));
  }
}
