package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.BadSetting;
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
}
