package chainrule.tokenize.tokenizer.unigram;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;

/// Says where a word is cut into runs: before a space or word marker, and (if asked) where the
/// script changes, so that no piece joins a letter and a comma. Hiragana, Katakana and Han count as
/// one script, as Japanese words mix them; combining marks take the script of what they follow.
final class Scripts {
  private static final int NONE = -1;
  private static final int SPACE = -2;
  private static final int INHERITED = -3;
  private static final int WORD_MARKER = 0x2581;
  private static final int PROLONGED_SOUND_MARK = 0x30FC;

  private final int[] kinds; // of each symbol: one of the above or its script's number
  private final Map<UnicodeScript, Integer> numbers = new EnumMap<>(UnicodeScript.class);
  private final boolean split;
  private int current;

  Scripts(int[] alphabet, boolean split) {
    this.split = split;
    this.kinds = new int[alphabet.length];
    for (int symbol = 0; symbol < alphabet.length; symbol++) {
      kinds[symbol] = kind(alphabet[symbol]);
    }
  }

  private int kind(int codePoint) {
    if (codePoint == WORD_MARKER || codePoint == ' ') {
      return SPACE;
    }
    if (codePoint == PROLONGED_SOUND_MARK) {
      return number(UnicodeScript.HAN);
    }
    UnicodeScript script = UnicodeScript.of(codePoint);
    return switch (script) {
      case INHERITED -> INHERITED;
      case HIRAGANA, KATAKANA -> number(UnicodeScript.HAN);
      default -> number(script);
    };
  }

  private int number(UnicodeScript script) {
    return numbers.computeIfAbsent(script, _ -> numbers.size());
  }

  /// To be called with the first symbol of each run.
  void begin(int symbol) {
    current = kinds[symbol] < 0 ? NONE : kinds[symbol];
  }

  /// Whether a new run begins at this symbol, which follows those of the current one.
  boolean cutsBefore(int symbol) {
    int kind = kinds[symbol];
    if (kind == SPACE) {
      return true;
    }
    if (kind == INHERITED) {
      return false;
    }
    if (split && current != NONE && kind != current) {
      return true;
    }
    current = kind;
    return false;
  }
}
