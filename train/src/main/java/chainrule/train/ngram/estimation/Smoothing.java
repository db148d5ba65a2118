package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.BadSetting;

/// How counts become probabilities: the rule for one context and all words that follow it. Orders
/// come from the shortest, so that what the shorter context says is known.
public sealed interface Smoothing {
  /// What the command line calls it.
  String name();

  /// Whether n-grams below the highest order are counted by how many different words stand before
  /// them instead of by how often they occur.
  boolean countsContexts();

  /// Fills in the probabilities of what is kept and returns the context's backoff weight.
  ///
  /// @param vocabulary how many words can follow any context at all
  double estimate(Successors words, Discounts discounts, long vocabulary);

  /// Interpolated modified Kneser-Ney, as Chen and Goodman (1998) and KenLM define it.
  record KneserNey() implements Smoothing {
    @Override
    public String name() {
      return "kneser-ney";
    }

    @Override
    public boolean countsContexts() {
      return true;
    }

    @Override
    public double estimate(Successors words, Discounts discounts, long vocabulary) {
      long total = 0;
      long pruned = 0;
      long ones = 0;
      long twos = 0;
      long more = 0;
      for (int i = 0; i < words.size; i++) {
        long count = words.count[i];
        total += count;
        if (!words.kept[i]) {
          pruned += count;
        } else if (count == 1) {
          ones++;
        } else if (count == 2) {
          twos++;
        } else if (count > 2) {
          more++;
        }
      }
      if (total == 0) {
        return interpolate(words, 0, 1, 1);
      }
      double given =
          discounts.one() * ones + discounts.two() * twos + discounts.more() * more + pruned;
      double backoff = given / total;
      double inverse = 1.0 / total;
      for (int i = 0; i < words.size; i++) {
        long count = words.count[i];
        double discounted = count - discounts.of(count);
        words.probability[i] = (float) (discounted * inverse + backoff * words.lower[i]);
      }
      return backoff;
    }
  }

  /// Interpolated Witten-Bell: a context passes on as much as it has kinds of successors.
  record WittenBell() implements Smoothing {
    @Override
    public String name() {
      return "witten-bell";
    }

    @Override
    public boolean countsContexts() {
      return false;
    }

    @Override
    public double estimate(Successors words, Discounts discounts, long vocabulary) {
      long total = 0;
      long kinds = 0;
      long pruned = 0;
      for (int i = 0; i < words.size; i++) {
        total += words.count[i];
        kinds += words.count[i] > 0 ? 1 : 0;
        pruned += words.kept[i] ? 0 : words.count[i];
      }
      if (total == 0) {
        return interpolate(words, 0, 1, 1);
      }
      double whole = total + kinds;
      return interpolate(words, 0, 1 / whole, (kinds + pruned) / whole);
    }
  }

  /// Adds k to every count (Lidstone; k = 1 is Laplace). What that leaves to unseen words is shared
  /// out among them as the shorter context would.
  record AddK(double k) implements Smoothing {
    public AddK {
      if (!(k > 0 && k < Double.POSITIVE_INFINITY)) {
        throw new BadSetting("--k must be above 0, not " + k, "for no smoothing: --smoothing mle");
      }
    }

    @Override
    public String name() {
      return "add-k";
    }

    @Override
    public boolean countsContexts() {
      return false;
    }

    @Override
    public double estimate(Successors words, Discounts discounts, long vocabulary) {
      double whole = words.total() + k * vocabulary;
      return backOff(words, k, 1 / whole);
    }
  }

  /// Maximum likelihood: what was not seen has probability zero.
  record MaximumLikelihood() implements Smoothing {
    @Override
    public String name() {
      return "mle";
    }

    @Override
    public boolean countsContexts() {
      return false;
    }

    @Override
    public double estimate(Successors words, Discounts discounts, long vocabulary) {
      long total = 0;
      long pruned = 0;
      for (int i = 0; i < words.size; i++) {
        total += words.count[i];
        pruned += words.kept[i] ? 0 : words.count[i];
      }
      double weight = total == 0 ? 0 : backOff(words, 0, 1.0 / total);
      return pruned == 0 ? 0 : weight; // exactly: sums of rounded fractions would leave crumbs
    }
  }

  /// Brants et al. (2007): relative frequencies, and a constant factor for each word of context
  /// that has to be given up. Scores, not probabilities: they do not sum to one.
  record StupidBackoff(double factor) implements Smoothing {
    /// The paper's.
    public static final double USUAL = 0.4;

    public StupidBackoff {
      if (!(factor > 0 && factor <= 1)) {
        throw new BadSetting("--backoff-factor must be above 0 and at most 1, not " + factor, "");
      }
    }

    @Override
    public String name() {
      return "stupid-backoff";
    }

    @Override
    public boolean countsContexts() {
      return false;
    }

    @Override
    public double estimate(Successors words, Discounts discounts, long vocabulary) {
      long total = Math.max(1, words.total());
      for (int i = 0; i < words.size; i++) {
        long count = words.count[i];
        words.probability[i] =
            (float) (count == 0 ? factor * words.lower[i] : (double) count / total);
      }
      return factor;
    }
  }

  /// Every probability a share of its own count and a share of what the shorter context says.
  private static double interpolate(Successors words, double add, double share, double backoff) {
    for (int i = 0; i < words.size; i++) {
      words.probability[i] = (float) ((words.count[i] + add) * share + backoff * words.lower[i]);
    }
    return backoff;
  }

  /// Seen words by their own count alone; unseen ones share the rest.
  private static double backOff(Successors words, double add, double share) {
    double given = 0;
    double lower = 0;
    for (int i = 0; i < words.size; i++) {
      double probability = (words.count[i] + add) * share;
      words.probability[i] = (float) probability;
      if (words.kept[i]) {
        given += probability;
        lower += words.lower[i];
      }
    }
    double rest = Math.max(0, 1 - given);
    return lower < 1 ? rest / (1 - lower) : 0;
  }
}
