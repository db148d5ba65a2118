package chainrule.train.ngram.estimation;

/// Probabilities and backoff weights as model files have them.
final class Logarithm {
  /// What ARPA files write for the logarithm of zero.
  private static final float ZERO = -99;

  private Logarithm() {}

  static float ofProbability(int bits) {
    return of(Math.min(1, Float.intBitsToFloat(bits))); // rounding may leave it just above one
  }

  static float of(float weight) {
    return weight <= 0 ? ZERO : weight == 1 ? 0 : (float) Log10.of(weight);
  }
}
