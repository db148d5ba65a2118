package chainrule.train.score;

import java.util.Optional;

/// Some documents, cut into tokens: whole ones or, of a long one, a piece. Immutable, but for
/// arrays that nobody writes to any more.
public sealed interface Batch permits WordBatch, IdBatch {
  /// How many documents there are.
  int documents();

  /// The number of the first token of a document, counted from the batch's first; for the number of
  /// documents, how many tokens there are.
  int start(int document);

  /// How many bytes of original text a document stands for, what ends it included; 0 where unknown.
  long textBytes(int document);

  /// The token as people read it.
  String text(int token);

  /// The lines of text that the documents are, where they are lines of a text.
  Optional<WordBatch> lines();

  /// Whether the last document goes on in the next batch.
  default boolean isOpen() {
    return false;
  }

  default int tokens() {
    return start(documents());
  }
}
