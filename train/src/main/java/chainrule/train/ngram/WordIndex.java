package chainrule.train.ngram;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
  private final Section words; // size + 1 starts, then the bytes
  private final Section table;

  WordIndex(int size, Section words, Section table, long slots) {
    this.size = size;
    this.words = words;
    this.table = table;
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
    long slot = WordKey.slot(key, slots);
    table.check(slot * SLOT);
    return slot;
  }

  /// The key in a slot from [#home].
  long key(long slot) {
    return table.bytes().get(Section.LONG, slot * SLOT);
  }

  /// What else is in a slot from [#home]: the id, its highest bit set for a long word, as the lower
  /// half ([#ABSENT] in an empty slot), and where the word begins.
  long entry(long slot) {
    return table.bytes().get(Section.LONG, slot * SLOT + 8);
  }

  /// The id of a long word.
  static int id(long entry) {
    return (int) entry & Integer.MAX_VALUE;
  }

  /// The first eight bytes of a long word.
  long head(long entry) {
    long start = entry >>> 32;
    words.check(start, start + 8);
    return words.bytes().get(Section.LONG, start);
  }

  /// Of a long word.
  int length(long entry) {
    long end = 4L * id(entry) + 4;
    words.check(end, end + 4);
    return words.bytes().get(Section.INT, end) - (int) (entry >>> 32);
  }

  /// Whether a long word's bytes from the ninth on are those of another one of its length.
  boolean endsAlike(long entry, byte[] text, int from, int to) {
    long start = entry >>> 32;
    int length = to - from;
    words.check(start, start + length);
    for (int at = 8; at < length; at += 8) {
      int eight = Math.min(at, length - 8);
      if (words.bytes().get(Section.LONG, start + eight) != (long) LONG.get(text, from + eight)) {
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
    long next = slot + 1 == slots ? 0 : slot + 1;
    table.check(next * SLOT);
    return next;
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
    words.check(start, start + length);
    for (int at = 0; at < length; at++) { // it has a zero byte, else it were its own key
      if (words.bytes().get(ValueLayout.JAVA_BYTE, start + at) != text[from + at]) {
        return false;
      }
    }
    return true;
  }

  /// All words, in memory.
  Vocabulary vocabulary() {
    words.check(0, 4L * (size + 1));
    int begin = 4 * (size + 1);
    int[] starts = new int[size + 1];
    for (int id = 0; id <= size; id++) {
      starts[id] = words.bytes().get(Section.INT, 4L * id) - begin;
    }
    words.check(begin, begin + (long) starts[size]);
    byte[] bytes = words.bytes().asSlice(begin, starts[size]).toArray(ValueLayout.JAVA_BYTE);
    return new Vocabulary(bytes, starts);
  }

  /// Where a word lies: its bytes are `length` from `start` on.
  int length(int id) {
    return start(id + 1) - start(id);
  }

  private int start(int id) {
    words.check(4L * id, 4L * id + 4);
    return words.bytes().get(Section.INT, 4L * id);
  }

  String word(int id) {
    int start = start(id);
    int length = start(id + 1) - start;
    words.check(start, start + (long) length);
    byte[] bytes = words.bytes().asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
