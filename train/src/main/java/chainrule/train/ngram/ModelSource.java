package chainrule.train.ngram;

import java.util.Iterator;
import java.util.Map;

/// A model to be written: everything that is known about it before its first n-gram is asked for.
/// [ModelWriter]s take it; estimation, an ARPA file and a binary model are what it comes from.
public interface ModelSource {
  /// The length N of the longest n-grams.
  int order();

  /// Ids 0 `<unk>`, 1 `<s>`, 2 `</s>`, then words, for an estimated model; a model that was read
  /// keeps the order of its file. Known once the blocks of order 1 have been asked for.
  Vocabulary vocabulary();

  /// How many n-grams of order n, from 1 to N, will come.
  long count(int n);

  /// How the model was made, in the order in which it is to be told.
  Map<String, String> origin();

  /// All n-grams of order n. To be asked once for each n, in the order 1, 2, … N. Estimated models
  /// give them in suffix order: by the id of the last word, then of the one before it, and so on.
  Iterator<NgramBlock> blocks(int n);

  /// No order below n will be asked for again: its memory goes back to the system.
  default void giveUpBelow(int n) {}
}
