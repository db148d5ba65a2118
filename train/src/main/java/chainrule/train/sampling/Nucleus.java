package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import java.util.Map;

/// Finds in a graph how likely the least likely token of a nucleus is. Sorting is what costs here,
/// so of many tokens only those are sorted that may be the one: sums of all that are above some
/// bounds tell between which two of the bounds it lies.
///
/// @param p what the nucleus is to have at least
record Nucleus(GraphBuilder graph, float p) {
  private static final int MANY = 1024;

  /// Halvings of the logarithm of a probability, which lies between 0 and that of `(1 - p) / size`:
  /// 16 or less to begin with, 1/8 or less in the end.
  private static final int HALVINGS = 7;

  private static final double SLACK = 1e-3; // of the first bounds, for roundings
  private static final Map<String, Attribute> IN_ROW = Map.of("axis", Attribute.of(1));

  /// @param likely probabilities, `FLOAT` `[batch, size]`
  /// @return `FLOAT` `[batch, 1]`
  Wire least(Wire likely, int size) {
    return size < MANY
        ? least(likely, graph.integers(size), graph.cast(graph.number(0), Element.DOUBLE))
        : amongMany(likely, size);
  }

  /// @param likely of those that may be the one, else 0
  /// @param count how many to sort
  /// @param above what those have together that are more likely, `DOUBLE`
  private Wire least(Wire likely, Wire count, Wire above) {
    Wire sorted = graph.add("TopK", IN_ROW, 2, likely, count)[0];
    Wire before = // what those have that are more likely
        graph.add(
            "CumSum",
            Map.of("exclusive", Attribute.of(1)),
            graph.cast(sorted, Element.DOUBLE),
            graph.integer(1));
    Wire wanted = graph.cast(graph.number(p), Element.DOUBLE);
    Wire isIn = graph.add("Less", graph.add("Add", before, above), wanted);
    Wire counts = graph.add("And", isIn, graph.add("Greater", sorted, graph.number(0)));
    Wire kept = graph.add("Where", counts, sorted, graph.number(2));
    return graph.add("ReduceMin", kept, graph.integers(1));
  }

  /// Tokens below `(1 - p) / size` have less than `1 - p` together, so it is not one of them.
  private Wire amongMany(Wire likely, int size) {
    Wire most = graph.add("ReduceMax", likely, graph.integers(1));
    Wire high =
        graph.add("Mul", most, graph.number(1 + SLACK)); // those from here on have too little
    Wire low = graph.number((1.0 - p) / size * (1 - SLACK)); // and those from here on have enough
    Wire above = graph.number(0); // what those from `high` on have
    for (int i = 0; i < HALVINGS; i++) {
      Wire middle = graph.add("Sqrt", graph.add("Mul", low, high));
      Wire sum = sumFrom(middle, likely);
      Wire isEnough = graph.add("GreaterOrEqual", sum, graph.number(p));
      low = graph.add("Where", isEnough, middle, low);
      high = graph.add("Where", isEnough, high, middle);
      above = graph.add("Where", isEnough, above, sum);
    }
    Wire mayBe =
        graph.add("And", graph.add("GreaterOrEqual", likely, low), graph.add("Less", likely, high));
    Wire inRow = graph.add("ReduceSum", graph.cast(mayBe, Element.INT64), graph.integers(1));
    Wire count = // [1], of the longest row
        graph.add("ReduceMax", Map.of("keepdims", Attribute.of(0)), inRow, graph.integers(0));
    Wire left = graph.add("Where", mayBe, likely, graph.number(0));
    return least(left, count, graph.cast(above, Element.DOUBLE));
  }

  private Wire sumFrom(Wire bound, Wire likely) {
    Wire isAbove = graph.add("GreaterOrEqual", likely, bound);
    return graph.add(
        "ReduceSum", graph.add("Where", isAbove, likely, graph.number(0)), graph.integers(1));
  }
}
