package chainrule.cli.reference;

import java.util.List;
import java.util.Locale;

/// A value that an option or an argument takes.
///
/// @param label what the page calls it: `FILE`, `N`, `WHEN`
/// @param words the words that it can be, where they can be told; other values may do as well
///   (`byte` beside tokenizer files)
public record Value(String label, List<String> words, FileKind files) {
  public Value {
    words = List.copyOf(words);
  }

  /// How a constant of an enumeration is written on the command line: `WITTEN_BELL` as
  /// `witten-bell`.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
