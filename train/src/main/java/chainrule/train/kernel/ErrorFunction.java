package chainrule.train.kernel;

/// The normal distribution in double precision, for GELU.
public final class ErrorFunction {
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);
  private static final double ROOT_PI = Math.sqrt(Math.PI);

  private ErrorFunction() {}

  /// `Φ(x)`, the share below `x`.
  public static double normalCdf(double x) {
    return x < 0 ? 0.5 * upper(-x * ROOT_HALF) : 1 - 0.5 * upper(x * ROOT_HALF);
  }

  /// `φ(x) = Φ'(x)`.
  public static double normalDensity(double x) {
    return Math.exp(-0.5 * x * x) / ROOT_2_PI;
  }

  /// `1 - erf(x)` for `x ≥ 0`, to about 1e-15: the power series near 0, the continued fraction
  /// beyond, where it converges quickly.
  private static double upper(double x) {
    return x < 2.5 ? 1 - series(x) : continuedFraction(x);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / ROOT_PI * sum;
  }

  private static double continuedFraction(double x) {
    double tail = x;
    for (int n = 60; n >= 1; n--) {
      tail = x + n / 2.0 / tail;
    }
    return Math.exp(-x * x) / ROOT_PI / tail;
  }
}
