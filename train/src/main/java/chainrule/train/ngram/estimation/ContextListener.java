package chainrule.train.ngram.estimation;

import java.io.IOException;

/// Told of each context's successors once they have their probabilities.
interface ContextListener {
  /// For those who want the model alone.
  ContextListener NONE = (_, _, _) -> {};

  /// @param context its first `length` ids count
  /// @param successors whose numbers are words
  void add(int[] context, int length, Successors successors) throws IOException;
}
