package chainrule.train.sampling;

import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import java.util.Arrays;
import java.util.Map;

/// The tokens so far, those of the prompt included, and how often each came. Not for several
/// threads.
public final class TokenHistory {
  private final int[] counts;
  private int[] distinct = new int[64]; // tokens in the order in which they first came
  private int size;

  /// @param vocabulary how many tokens there are
  public TokenHistory(int vocabulary) {
    this.counts = new int[vocabulary];
  }

  public void add(int token) {
    if (counts[token]++ == 0) {
      distinct = size == distinct.length ? Arrays.copyOf(distinct, 2 * size) : distinct;
      distinct[size++] = token;
    }
  }

  /// How many different tokens came.
  public int size() {
    return size;
  }

  /// The different tokens, by index below [#size()].
  public int token(int index) {
    return distinct[index];
  }

  public int count(int token) {
    return counts[token];
  }

  /// In a graph, a history is how often each token came.
  ///
  /// @param counts `FLOAT` `[batch, vocabulary]`
  /// @param token `INT64` `[batch, 1]`, added to each
  /// @return the counts afterwards
  public static Wire lower(GraphBuilder graph, Wire counts, Wire token) {
    Wire once = graph.add("Expand", graph.number(1), graph.add("Shape", token));
    return graph.add(
        "ScatterElements",
        Map.of("axis", Attribute.of(1), "reduction", Attribute.of("add")),
        counts,
        token,
        once);
  }
}
