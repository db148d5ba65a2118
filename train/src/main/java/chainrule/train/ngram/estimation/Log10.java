package chainrule.train.ngram.estimation;

/// Decimal logarithms for models by the ten million: a table of 1,024 steps and a short series,
/// within 1e-13 of the true value, the same on every machine, several times as fast as the
/// library's.
final class Log10 {
  private static final int BITS = 10;
  private static final int STEPS = 1 << BITS;
  private static final double LOG10_2 = 0.3010299956639812;
  private static final double LOG10_E = 0.4342944819032518;
  private static final double[] LOG = new double[STEPS];
  private static final double[] RECIPROCAL = new double[STEPS];

  static {
    for (int i = 0; i < STEPS; i++) {
      double centre = 1 + (i + 0.5) / STEPS;
      LOG[i] = StrictMath.log10(centre);
      RECIPROCAL[i] = 1 / centre;
    }
  }

  private Log10() {}

  /// @param value a normal number above zero
  static double of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) - 1023;
    int step = (int) (bits >>> (52 - BITS)) & (STEPS - 1);
    double mantissa =
        Double.longBitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFL) | 0x3FF0_0000_0000_0000L);
    double r = mantissa * RECIPROCAL[step] - 1; // at most 2^-11
    double series = r * (1 - r * (0.5 - r * (1.0 / 3 - r * 0.25)));
    return exponent * LOG10_2 + (LOG[step] + series * LOG10_E);
  }
}
