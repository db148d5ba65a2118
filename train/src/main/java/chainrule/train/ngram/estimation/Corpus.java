package chainrule.train.ngram.estimation;

import chainrule.train.ngram.Vocabulary;

/// A text as word ids in memory: each sentence's words, then [Special#END]; before them all one
/// [Special#BEGIN]. So the end of one sentence is also where the next one begins, and every place
/// but the first has a place before it.
///
/// @param text its first `length` entries count
/// @param markers whether the marks are words of the model, or only borders that no n-gram crosses
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
record Corpus(int[] text, int length, Vocabulary vocabulary, boolean markers) {
  /// Of a token that stands before a word: whether no n-gram reaches further back.
  static boolean isBorder(int token) {
    return ((token - 1) & ~1) == 0; // BEGIN or END
  }

  /// Whether a token is never predicted: what begins a text, and what ends it if that is no word.
  boolean isSilent(int token) {
    return token == Special.BEGIN || (!markers && token == Special.END);
  }
}
