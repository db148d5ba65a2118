package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.BadSetting;
import java.util.List;
import java.util.Optional;

/// What estimation is told, apart from the text.
///
/// @param order N, the longest n-grams' number of words
/// @param thresholds for orders 1 on; n-grams that occur no more often are left out; the last
///   repeats
/// @param fallback discounts to use where the text does not determine them; empty: refuse
/// @param interpolateUnigrams whether what unigrams pass on is shared by all words or is the
///   unknown word's alone
public record Settings(
    int order,
    Smoothing smoothing,
    List<Long> thresholds,
    Optional<Discounts> fallback,
    boolean interpolateUnigrams) {
  /// Longer n-grams than these say nothing, and cost.
  public static final int LARGEST_ORDER = 32;

  public Settings {
    if (order < 1 || order > LARGEST_ORDER) {
      throw new BadSetting(
          "-n " + order + ": a model's order must be from 1 to " + LARGEST_ORDER, "");
    }
    thresholds = List.copyOf(thresholds);
  }

  Settings withOrder(int other) {
    return new Settings(other, smoothing, thresholds, fallback, interpolateUnigrams);
  }
}
