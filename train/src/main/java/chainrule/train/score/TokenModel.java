package chainrule.train.score;

/// A model that reads tokens side by side and says how probable each next one is: a run, an
/// exported model. [WindowScorer] makes a [Scorer] of it; it cuts documents into rows, so that a
/// model need not know of them. Not for use by several threads; a model sees to its own.
public interface TokenModel extends AutoCloseable {
  /// How messages and reports call it.
  String name();

  /// How many different tokens there are: ids are less.
  int vocabulary();

  /// The longest row that it reads.
  int context();

  /// Whether it remembers what it has read from one call to the next.
  boolean carries();

  /// About how many tokens are best handed to it at once: enough to be quick, and not so many that
  /// their logits take more than 128 MB.
  default int tokensAtOnce() {
    return Math.clamp((1 << 25) / vocabulary(), 1, 4096);
  }

  /// Foretells each target from the ids of its row up to its place.
  ///
  /// @param nats `[rows, time]`: takes the natural logarithm of each target's probability; at
  ///   places without a target anything
  void score(TokenRows rows, float[] nats);

  @Override
  void close();
}
