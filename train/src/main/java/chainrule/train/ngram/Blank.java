package chainrule.train.ngram;

/// Entries that stand in a binary model although its source does not list them: a vocabulary
/// without `<unk>`, the suffix or the context of a listed n-gram. They are known by their backoff,
/// which is as good as zero.
final class Blank {
  /// What KenLM, too, takes for a word that has no unigram.
  static final float PROBABILITY = -100;

  static final float BACKOFF = Float.MIN_VALUE;

  /// The backoff of an n-gram that is listed with none. It is no different from zero, but that it
  /// is not written either.
  static final float NO_BACKOFF = -0.0f;

  private Blank() {}

  static boolean is(float backoff) {
    return backoff == BACKOFF;
  }

  static boolean isNoBackoff(float backoff) {
    return Float.floatToRawIntBits(backoff) == Integer.MIN_VALUE;
  }
}
