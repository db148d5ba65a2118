package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.MalformedInput;
import java.util.function.Consumer;

/// Discounts of one order: the text's own, or the fallback, or a refusal that says what is missing.
final class OrderDiscounts {
  private static final Discounts NONE = new Discounts(0, 0, 0);

  private OrderDiscounts() {}

  static Discounts of(CountsOfCounts counts, int n, Settings settings, Consumer<String> warn) {
    if (!settings.smoothing().countsContexts()) {
      return NONE;
    }
    return Discounts.estimate(counts)
        .orElseGet(
            () -> {
              Discounts fallback =
                  settings.fallback().orElseThrow(() -> refusal(counts, n, settings));
              warn.accept(
                  n
                      + "-grams: discounts cannot be estimated ("
                      + counts.describe()
                      + "); using "
                      + fallback.one()
                      + ", "
                      + fallback.two()
                      + ", "
                      + fallback.more());
              return fallback;
            });
  }

  private static MalformedInput refusal(CountsOfCounts counts, int n, Settings settings) {
    return new MalformedInput(
        "the text",
        "",
        "Kneser-Ney discounts for "
            + n
            + "-grams cannot be estimated: of "
            + counts.all()
            + " "
            + (n < settings.order() ? "(by different words before them) " : "")
            + counts.describe(),
        "this text is small, repeated or artificial: remove duplicate lines, lower -n, or use"
            + " --discount-fallback or --smoothing witten-bell");
  }
}
