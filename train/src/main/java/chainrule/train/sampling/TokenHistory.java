package chainrule.train.sampling;

import java.util.Arrays;

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
}
