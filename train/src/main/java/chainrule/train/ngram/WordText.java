package chainrule.train.ngram;

import java.util.OptionalInt;

/// How text becomes a model's words and words become text again. Threads share it.
public sealed interface WordText permits SpacedWords, TokenizedWords {
  /// The ids of a text's words; `<unk>` for words that the model does not know.
  int[] words(String text);

  /// What these words say, from `from` up to `to`.
  String text(int[] words, int from, int to);

  /// Puts behind a beginning what goes on from it.
  String join(String beginning, String rest);

  /// The id of a single word as users write it, where the model knows it.
  OptionalInt id(String word);
}
