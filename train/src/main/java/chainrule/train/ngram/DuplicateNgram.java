package chainrule.train.ngram;

/// A model lists an n-gram twice. Whoever knows the model's file catches it and tells the line.
final class DuplicateNgram extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int[] words; // ids, oldest first

  DuplicateNgram(int[] words) {
    super(words.length + "-gram listed twice");
    this.words = words;
  }

  int[] words() {
    return words.clone();
  }
}
