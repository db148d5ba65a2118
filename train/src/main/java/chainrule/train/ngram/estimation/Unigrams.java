package chainrule.train.ngram.estimation;

import java.util.Arrays;

/// The words after no context at all, which pass on to the uniform distribution.
final class Unigrams {
  private final Settings settings;
  private final Successors words = new Successors();
  private int possible;

  Unigrams(Settings settings) {
    this.settings = settings;
  }

  /// Every word that can be predicted, the unknown one too.
  void add(int word, long count, boolean kept) {
    words.add(count, kept, 0, word);
    possible += kept ? 1 : 0;
  }

  /// After [#estimate], with their probabilities.
  Successors words() {
    return words;
  }

  /// Fills in probabilities by word, as the bits of floats, and returns among how many words the
  /// uniform distribution is.
  ///
  /// @param markers whether sentences' ends are words of the model
  long estimate(Discounts discounts, boolean markers, int[] probabilities) {
    for (int i = 0; i < words.size; i++) {
      words.lower[i] =
          settings.interpolateUnigrams()
              ? (float) (1.0 / possible)
              : words.number[i] == Special.UNKNOWN ? 1 : 0;
    }
    settings.smoothing().estimate(words, discounts, possible);
    Arrays.fill(probabilities, 0);
    for (int i = 0; i < words.size; i++) {
      probabilities[words.number[i]] = Float.floatToRawIntBits(words.probability[i]);
    }
    if (markers) {
      // Probability one: a scored sentence may name its begin without becoming less probable.
      probabilities[Special.BEGIN] = Float.floatToRawIntBits(1);
    }
    return possible;
  }
}
