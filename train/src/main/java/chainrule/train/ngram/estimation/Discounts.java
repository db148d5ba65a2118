package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.BadSetting;
import java.util.Optional;

/// What modified Kneser-Ney takes off the counts 1, 2 and 3 or more of one order (Chen and Goodman
/// 1998, equation 26).
public record Discounts(double one, double two, double more) {
  /// What peers fall back to where the text does not determine discounts.
  public static final Discounts FALLBACK = new Discounts(0.5, 1, 1.5);

  public Discounts {
    check(1, one);
    check(2, two);
    check(3, more);
  }

  private static void check(int count, double discount) {
    if (!(discount >= 0 && discount <= count)) {
      throw new BadSetting(
          "the discount for count " + count + " is " + discount + ", not from 0 to " + count, "");
    }
  }

  double of(long count) {
    return switch ((int) Math.min(count, 3)) {
      case 0 -> 0;
      case 1 -> one;
      case 2 -> two;
      default -> more;
    };
  }

  /// Empty where they cannot be estimated: no n-grams of some count, or a discount out of its
  /// range.
  static Optional<Discounts> estimate(CountsOfCounts counts) {
    long[] n = counts.times();
    if (n[1] == 0 || n[2] == 0 || n[3] == 0) {
      return Optional.empty();
    }
    double y = n[1] / (n[1] + 2.0 * n[2]);
    double[] discount = new double[4];
    for (int r = 1; r <= 3; r++) {
      discount[r] = r - (r + 1) * y * n[r + 1] / n[r];
      if (discount[r] < 0 || discount[r] > r) {
        return Optional.empty();
      }
    }
    return Optional.of(new Discounts(discount[1], discount[2], discount[3]));
  }
}
