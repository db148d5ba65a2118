package chainrule.train.ngram;

import chainrule.train.score.WordBatch;

/// Looks many words up at once: first the slots of a group are called from memory, all of them on
/// their way together, then each is read; and the same once more for the bytes of long words. For
/// one thread.
final class WordLookUps {
  private static final int GROUP = 64;

  private final WordIndex index;
  private final int absent;
  private final long[] keys = new long[GROUP];
  private final int[] lengths = new int[GROUP]; // of words whose bytes must be compared, else 0
  private final long[] slots = new long[GROUP];
  private final int[] marks = new int[GROUP];

  /// @param absent what stands for words that the index does not have
  WordLookUps(WordIndex index, int absent) {
    this.index = index;
    this.absent = absent;
  }

  /// The ids of all words of a batch.
  int[] find(WordBatch words) {
    int[] ids = new int[words.words()];
    long touched = 0;
    for (int from = 0; from < ids.length; from += GROUP) {
      int size = Math.min(GROUP, ids.length - from);
      for (int i = 0; i < size; i++) {
        locate(i, words.text(), words.from(from + i), words.to(from + i));
      }
      touched += call(size);
      for (int i = 0; i < size; i++) {
        ids[from + i] = read(i, words.text(), words.from(from + i));
      }
    }
    if (touched == Long.MIN_VALUE) { // never; but what is read must seem to be needed
      throw new AssertionError(touched);
    }
    return ids;
  }

  /// So little is done for each word that many fit into the processor's window: none waits for
  /// another.
  private long call(int size) {
    for (int i = 0; i < size; i++) {
      marks[i] = index.checkedMark(slots[i]);
    }
    long touched = 0;
    for (int i = 0; i < size; i++) {
      boolean compares = lengths[i] > 0 && marks[i] < WordIndex.ABSENT;
      touched += compares ? index.touch(slots[i], marks[i]) : 0;
    }
    return touched;
  }

  private void locate(int i, byte[] text, int from, int to) {
    boolean isLong = WordIndex.isLong(text, from, to);
    long key = isLong ? WordIndex.hash(text, from, to) : WordIndex.packed(text, from, to);
    lengths[i] = isLong ? to - from : 0;
    keys[i] = key;
    slots[i] = index.home(key);
  }

  private int read(int i, byte[] text, int from) {
    int id =
        lengths[i] == 0
            ? index.findShort(keys[i], slots[i], marks[i])
            : index.findLong(keys[i], slots[i], marks[i], text, from, from + lengths[i]);
    return id == WordIndex.ABSENT ? absent : id;
  }
}
