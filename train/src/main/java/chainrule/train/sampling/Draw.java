package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import java.util.Map;

/// Draws a place by its probability in a graph: the first one at which the sum of probabilities
/// goes above a random number. Of many places, blocks are summed up first, and then only the block
/// that was hit is gone through: running sums of doubles are what costs.
record Draw(GraphBuilder graph) {
  private static final Map<String, Attribute> PLACES = Map.of("axis", Attribute.of(1));
  private static final int BLOCK = 256;
  private static final int MANY = 4 * BLOCK;

  /// Just below 1: the block's own sum may be rounded to less than its part of the whole.
  private static final float WITHIN = 1 - 0x1p-20f;

  /// @param logits `FLOAT` `[batch, size]`
  /// @param noise `DOUBLE` `[batch, 1]`, uniform in [0, 1)
  /// @return `INT64` `[batch, 1]`
  Wire place(Wire logits, int size, Wire noise) {
    return size < MANY ? among(logits, noise) : inBlocks(logits, size, noise);
  }

  private Wire among(Wire logits, Wire noise) {
    Wire likely = graph.add("Softmax", PLACES, graph.cast(logits, Element.DOUBLE));
    return firstAbove(running(likely), noise);
  }

  private Wire inBlocks(Wire logits, int size, Wire noise) {
    int blocks = (size + BLOCK - 1) / BLOCK;
    Wire likely = graph.add("Softmax", PLACES, logits);
    if (size % BLOCK != 0) {
      likely = graph.add("Pad", likely, graph.integers(0, 0, 0, blocks * BLOCK - size));
    }
    Wire rows = graph.add("Reshape", likely, graph.integers(-1, blocks, BLOCK));
    Map<String, Attribute> flat = Map.of("keepdims", Attribute.of(0));
    Wire sums = graph.add("ReduceSum", flat, 1, rows, graph.integers(2))[0];
    Wire each = graph.cast(sums, Element.DOUBLE); // [batch, blocks]
    Wire upTo = running(each);
    Wire wanted = graph.add("Mul", noise, last(upTo));
    Wire block = firstAbove(upTo, wanted);
    Wire before = graph.add("GatherElements", PLACES, graph.add("Sub", upTo, each), block);
    Wire its = graph.add("GatherND", Map.of("batch_dims", Attribute.of(1)), rows, block);
    Wire within = running(graph.cast(its, Element.DOUBLE)); // [batch, BLOCK]
    Wire most = graph.add("Mul", last(within), graph.cast(graph.number(WITHIN), Element.DOUBLE));
    Wire rest = graph.add("Min", graph.add("Sub", wanted, before), most);
    Wire start = graph.add("Mul", block, graph.integer(BLOCK));
    return graph.add("Add", start, firstAbove(within, rest));
  }

  private Wire running(Wire numbers) {
    return graph.add("CumSum", numbers, graph.integer(1));
  }

  private Wire last(Wire numbers) {
    return graph.add("Gather", PLACES, numbers, graph.integers(-1));
  }

  /// @param sums `DOUBLE` `[batch, size]`
  private Wire firstAbove(Wire sums, Wire limit) {
    Wire above = graph.cast(graph.add("Greater", sums, limit), Element.FLOAT);
    return graph.add("ArgMax", PLACES, above);
  }
}
