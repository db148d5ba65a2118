package chainrule.train.ngram;

import java.util.List;

/// Which words come after each word in the bigrams of a model: few of a large vocabulary do, and
/// only they can end longer n-grams. Threads share it.
final class Followers {
  private final int[] starts; // by the word before, where its followers begin
  private final int[] words;

  private Followers(int[] starts, int[] words) {
    this.starts = starts;
    this.words = words;
  }

  /// @param tables of orders 2, 3, …
  /// @param size of the vocabulary
  static Followers of(List<NgramTable> tables, int size) {
    int[] starts = new int[size + 1];
    if (tables.isEmpty()) {
      return new Followers(starts, new int[0]);
    }
    NgramTable bigrams = tables.getFirst();
    long slots = bigrams.shape().slots();
    for (long slot = 0; slot < slots; slot++) {
      if (bigrams.occupied(slot)) {
        starts[bigrams.word(bigrams.key(slot)) + 1]++;
      }
    }
    for (int word = 0; word < size; word++) {
      starts[word + 1] = Math.addExact(starts[word + 1], starts[word]);
    }
    int[] words = new int[starts[size]];
    int[] next = starts.clone();
    for (long slot = 0; slot < slots; slot++) {
      if (bigrams.occupied(slot)) {
        long key = bigrams.key(slot);
        words[next[bigrams.word(key)]++] = (int) bigrams.suffix(key);
      }
    }
    return new Followers(starts, words);
  }

  /// How many words come after this one.
  int count(int word) {
    return starts[word + 1] - starts[word];
  }

  /// One of them.
  ///
  /// @param i from 0 to just before [#count]
  int get(int word, int i) {
    return words[starts[word] + i];
  }
}
