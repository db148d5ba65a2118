package chainrule.tokenize.tokenizer.unigram;

/// The derivative of the logarithm of the gamma function. Used in place of a logarithm it turns
/// expected counts into the mean-field estimate under a sparse Dirichlet prior, which pushes rare
/// pieces out of the vocabulary.
final class Digamma {
  private Digamma() {}

  /// @param x greater than 0
  static double of(double x) {
    double result = 0;
    while (x < 7) { // the asymptotic series needs a large argument
      result -= 1 / x;
      x++;
    }
    double centred = x - 0.5;
    double inverseSquare = 1 / (centred * centred);
    double series =
        inverseSquare
            * (1.0 / 24
                - inverseSquare
                    * (7.0 / 960 - inverseSquare * (31.0 / 8064 - inverseSquare * 127 / 30720)));
    return result + StrictMath.log(centred) + series;
  }
}
