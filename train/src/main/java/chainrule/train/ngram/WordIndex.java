package chainrule.train.ngram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// From a word's bytes to its id and back, exactly, over two sections of a binary model, which
/// [WordSections] makes. Threads share it.
///
/// A slot of the hash table is 16 bytes: a key of eight, the id, and where the word begins among
/// the words' bytes. A word of up to eight bytes is its own key; a longer one has its hash there,
/// the id's highest bit set, and is compared byte by byte.
final class WordIndex {
  /// No such word.
  static final int ABSENT = -1;

  /// Bytes of a slot.
  static final int SLOT = 16;

  /// Marks the id of a long word.
  static final int LONG_WORD = 1 << 31;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int size;
  private final long slots;
  private final Pages words; // size + 1 starts, then the bytes
  private final Pages table;

  WordIndex(int size, Section words, Section table, long slots) {
    this.size = size;
    this.words = new Pages(words);
    this.table = new Pages(table);
    this.slots = slots;
  }

  /// @throws WordSections.Duplicate where two ids have the same word
  static WordIndex of(Vocabulary vocabulary) {
    return new WordIndex(
        vocabulary.size(),
        Section.trusted(WordSections.words(vocabulary)),
        Section.trusted(WordSections.table(vocabulary)),
        slotsFor(vocabulary.size()));
  }

  static long slotsFor(int size) {
    return Math.max(8, size + (long) size / 2);
  }

  static long tableSize(int size) {
    return slotsFor(size) * SLOT;
  }

  int size() {
    return size;
  }

  int find(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length);
  }

  /// The id of the word in `text` from `from` up to `to`, or [#ABSENT].
  int find(byte[] text, int from, int to) {
    if (WordKey.isLong(text, from, to)) {
      long key = WordKey.hash(text, from, to);
      return findLong(key, home(key), text, from, to);
    }
    long key = WordKey.packed(text, from, to);
    return findShort(key, home(key));
  }

  // The steps of a look-up, for WordLookUps.

  /// Where a key is searched first.
  long home(long key) {
    return WordKey.slot(key, slots);
  }

  /// The key in a slot from [#home].
  long key(long slot) {
    return table.get(slot << 1);
  }

  /// What else is in a slot from [#home]: the id, its highest bit set for a long word, as the lower
  /// half ([#ABSENT] in an empty slot), and where the word begins.
  long entry(long slot) {
    return table.get((slot << 1) + 1);
  }

  /// The id of a long word.
  static int id(long entry) {
    return (int) entry & Integer.MAX_VALUE;
  }

  /// The first eight bytes of a long word.
  long head(long entry) {
    long start = entry >>> 32;
    return words.getLong(start);
  }

  /// Of a long word.
  int length(long entry) {
    return start(id(entry) + 1) - (int) (entry >>> 32);
  }

  /// Whether a long word's bytes from the ninth on are those of another one of its length.
  boolean endsAlike(long entry, byte[] text, int from, int to) {
    long start = entry >>> 32;
    int length = to - from;
    for (int at = 8; at < length; at += 8) {
      int eight = Math.min(at, length - 8);
      if (words.getLong(start + eight) != (long) LONG.get(text, from + eight)) {
        return false;
      }
    }
    return true;
  }

  /// @param packed the word itself
  /// @param home from [#home]
  int findShort(long packed, long home) {
    long slot = home;
    int id = (int) entry(slot);
    while (id != ABSENT && (id < 0 || key(slot) != packed)) {
      slot = next(slot);
      id = (int) entry(slot);
    }
    return id;
  }

  /// @param hash of the word
  /// @param home from [#home]
  int findLong(long hash, long home, byte[] text, int from, int to) {
    long slot = home;
    long entry = entry(slot);
    while ((int) entry != ABSENT) {
      if ((int) entry < 0 && key(slot) == hash && isWord(entry, text, from, to)) {
        return id(entry);
      }
      slot = next(slot);
      entry = entry(slot);
    }
    return ABSENT;
  }

  private long next(long slot) {
    return slot + 1 == slots ? 0 : slot + 1;
  }

  private boolean isWord(long entry, byte[] text, int from, int to) {
    int length = length(entry);
    if (length != to - from) {
      return false;
    }
    if (length >= 8) {
      return head(entry) == (long) LONG.get(text, from) && endsAlike(entry, text, from, to);
    }
    long start = entry >>> 32;
    for (int at = 0; at < length; at++) { // it has a zero byte, else it were its own key
      if (words.getByte(start + at) != text[from + at]) {
        return false;
      }
    }
    return true;
  }

  /// All words, in memory.
  Vocabulary vocabulary() {
    int begin = 4 * (size + 1);
    int[] starts = new int[size + 1];
    ByteBuffer packed = ByteBuffer.wrap(words.bytes(0, begin)).order(ByteOrder.LITTLE_ENDIAN);
    for (int id = 0; id <= size; id++) {
      starts[id] = packed.getInt() - begin;
    }
    return new Vocabulary(words.bytes(begin, starts[size]), starts);
  }

  /// Where a word lies: its bytes are `length` from `start` on.
  int length(int id) {
    return start(id + 1) - start(id);
  }

  private int start(int id) {
    return words.getInt(id);
  }

  String word(int id) {
    return new String(words.bytes(start(id), length(id)), StandardCharsets.UTF_8);
  }
}
