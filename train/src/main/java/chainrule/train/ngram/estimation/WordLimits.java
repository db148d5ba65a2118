package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.ngram.Vocabulary;
import java.util.Optional;
import java.util.Set;

/// Which words of the text are words of the model.
///
/// @param fewest words seen less often are counted as the unknown word
/// @param allowed if given, only these are words of the model
/// @param asUnknown whether other words are counted as the unknown word; else n-grams with them are
///   counted and then left out, as KenLM does
public record WordLimits(long fewest, Optional<Set<String>> allowed, boolean asUnknown) {
  /// All words.
  public static final WordLimits NONE = new WordLimits(1, Optional.empty(), false);

  public WordLimits {
    if (fewest < 1) {
      throw new BadSetting("words must be seen at least once, not " + fewest + " times", "");
    }
  }

  /// Whether words of the text are counted as the unknown word.
  boolean makeUnknown() {
    return fewest > 1 || asUnknown;
  }

  /// Other ids for the text's words, without gaps; 0 for those that are counted as unknown.
  ///
  /// @param frequencies of the words in the text
  int[] replacements(Vocabulary words, long[] frequencies) {
    int[] replace = new int[words.size()];
    int next = 0;
    for (int id = 0; id < replace.length; id++) {
      boolean stays =
          isSpecial(id) || (frequencies[id] >= fewest && (!asUnknown || isAllowed(words, id)));
      replace[id] = stays ? next++ : Special.UNKNOWN;
    }
    return replace;
  }

  /// Whether n-grams with a word are kept, by its id; none where all are.
  boolean[] kept(Vocabulary words) {
    if (allowed.isEmpty() || asUnknown) {
      return new boolean[0];
    }
    boolean[] kept = new boolean[words.size()];
    for (int id = 0; id < kept.length; id++) {
      kept[id] = isSpecial(id) || isAllowed(words, id);
    }
    return kept;
  }

  private static boolean isSpecial(int id) {
    return id < Special.WORDS.size();
  }

  private boolean isAllowed(Vocabulary words, int id) {
    return allowed.isEmpty() || allowed.get().contains(words.word(id));
  }
}
