package chainrule.train.ngram;

import chainrule.train.score.WordBatch;

/// Looks many words up at once: first the slots of a group are called from memory, all of them on
/// their way together, then each is read; and the same once more for the bytes of long words. Short
/// and long words are told apart only once, for that cannot be foretold. For one thread.
final class WordLookUps {
  private static final int GROUP = 64;

  private final WordIndex index;
  private final int absent;
  private final int[] shorts = new int[GROUP]; // places in the group
  private final int[] longs = new int[GROUP];
  private final long[] keys = new long[GROUP];
  private final long[] slots = new long[GROUP];
  private final long[] found = new long[GROUP]; // keys in the slots
  private final long[] entries = new long[GROUP]; // what the slots hold else
  private final long[] heads = new long[GROUP]; // of the long words that were found
  private final int[] lengths = new int[GROUP];

  /// @param absent what stands for words that the index does not have
  WordLookUps(WordIndex index, int absent) {
    this.index = index;
    this.absent = absent;
  }

  /// The ids of all words of a batch.
  int[] find(WordBatch words) {
    int[] ids = new int[words.words()];
    for (int from = 0; from < ids.length; from += GROUP) {
      int size = Math.min(GROUP, ids.length - from);
      int longWords = sort(words, from, size);
      hash(words, from, longWords);
      call(size);
      readShort(ids, from, size - longWords);
      callLong(longWords);
      readLong(words, ids, from, longWords);
    }
    return ids;
  }

  /// @return how many words are long
  private int sort(WordBatch words, int from, int size) {
    int longWords = 0;
    for (int i = 0; i < size; i++) {
      int start = words.from(from + i);
      int length = words.to(from + i) - start;
      keys[i] = WordKey.packed(words.text(), start, start + Math.min(length, Long.BYTES));
      shorts[i - longWords] = i;
      longs[longWords] = i;
      longWords += length > Long.BYTES ? 1 : 0;
    }
    return longWords;
  }

  private void hash(WordBatch words, int from, int longWords) {
    for (int j = 0; j < longWords; j++) {
      int word = from + longs[j];
      keys[longs[j]] = WordKey.hash(words.text(), words.from(word), words.to(word));
    }
  }

  /// So little is done for each word that many fit into the processor's window: none waits for
  /// another.
  private void call(int size) {
    for (int i = 0; i < size; i++) {
      long slot = index.home(keys[i]);
      slots[i] = slot;
      found[i] = index.key(slot);
      entries[i] = index.entry(slot);
    }
  }

  private void readShort(int[] ids, int from, int count) {
    for (int j = 0; j < count; j++) {
      int i = shorts[j];
      int id = (int) entries[i];
      if (found[i] != keys[i] || id < 0) {
        id = index.findShort(keys[i], slots[i]);
      }
      ids[from + i] = id == WordIndex.ABSENT ? absent : id;
    }
  }

  private void callLong(int count) {
    for (int j = 0; j < count; j++) {
      int i = longs[j];
      boolean hit = found[i] == keys[i] && (int) entries[i] < WordIndex.ABSENT;
      heads[j] = hit ? index.head(entries[i]) : 0;
      lengths[j] = hit ? index.length(entries[i]) : 0;
    }
  }

  private void readLong(WordBatch words, int[] ids, int from, int count) {
    byte[] text = words.text();
    for (int j = 0; j < count; j++) {
      int i = longs[j];
      int start = words.from(from + i);
      int end = words.to(from + i);
      boolean same =
          lengths[j] == end - start
              && heads[j] == WordKey.packed(text, start, start + Long.BYTES)
              && index.endsAlike(entries[i], text, start, end);
      int id =
          same ? WordIndex.id(entries[i]) : index.findLong(keys[i], slots[i], text, start, end);
      ids[from + i] = id == WordIndex.ABSENT ? absent : id;
    }
  }
}
