package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// From a word's bytes to its id and back, exactly, over two sections of a binary model. Threads
/// share it.
///
/// A slot of the hash table is 16 bytes: a key of eight, the id, and where the word begins among
/// the words' bytes. A word of up to eight bytes is its own key; a longer one has its hash there,
/// the id's highest bit set, and is compared byte by byte.
final class WordIndex {
  /// No such word.
  static final int ABSENT = -1;

  private static final int SLOT = 16;
  private static final int LONG_WORD = 1 << 31;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = LOW_BITS << 7;
  private static final long FIRST = 0x9e3779b97f4a7c15L;
  private static final long SECOND = 0xd6e8feb86659fd93L;

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

  /// In memory.
  static WordIndex of(Vocabulary vocabulary) {
    return new WordIndex(
        vocabulary.size(),
        Section.trusted(words(vocabulary)),
        Section.trusted(table(vocabulary)),
        slotsFor(vocabulary.size()));
  }

  static long slotsFor(int size) {
    return Math.max(8, size + (long) size / 2);
  }

  static long tableSize(int size) {
    return slotsFor(size) * SLOT;
  }

  /// The first section: where each word starts, as ints, then all bytes.
  static MemorySegment words(Vocabulary vocabulary) {
    int size = vocabulary.size();
    int begin = 4 * (size + 1);
    byte[] all = new byte[Math.toIntExact(begin + vocabulary.bytes())];
    IntBuffer starts = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    int at = begin;
    for (int id = 0; id < size; id++) {
      starts.put(id, at);
      at = vocabulary.copy(id, all, at);
    }
    starts.put(size, at);
    return MemorySegment.ofArray(all);
  }

  /// A word that is listed twice.
  static final class Duplicate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int first;
    private final int second;

    Duplicate(int first, int second) {
      super(null, null, false, false);
      this.first = first;
      this.second = second;
    }

    int first() {
      return first;
    }

    int second() {
      return second;
    }
  }

  /// The second section.
  ///
  /// @throws Duplicate where two ids have the same word
  static MemorySegment table(Vocabulary vocabulary) {
    int size = vocabulary.size();
    int slots = Math.toIntExact(slotsFor(size));
    long[] keys = new long[slots];
    int[] marks = new int[slots];
    int[] starts = new int[slots];
    Arrays.fill(marks, ABSENT);
    int start = 4 * (size + 1);
    byte[] word = new byte[64];
    for (int id = 0; id < size; id++) {
      int length = vocabulary.length(id);
      word = word.length < length + 8 ? new byte[2 * length + 8] : word;
      vocabulary.copy(id, word, 0);
      boolean isLong = isLong(word, 0, length);
      long key = isLong ? hash(word, 0, length) : packed(word, 0, length);
      int slot = (int) slot(key, slots);
      while (marks[slot] != ABSENT) {
        int other = marks[slot];
        if (keys[slot] == key
            && (other < 0) == isLong
            && (!isLong || sameWord(vocabulary, other & Integer.MAX_VALUE, word, length))) {
          throw new Duplicate(other & Integer.MAX_VALUE, id);
        }
        slot = slot + 1 == slots ? 0 : slot + 1;
      }
      keys[slot] = key;
      marks[slot] = isLong ? id | LONG_WORD : id;
      starts[slot] = start;
      start += length;
    }
    byte[] table = new byte[Math.multiplyExact(slots, SLOT)];
    LongBuffer packed = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    for (int slot = 0; slot < slots; slot++) {
      packed.put(2 * slot, keys[slot]);
      packed.put(2 * slot + 1, (long) starts[slot] << 32 | (marks[slot] & 0xffff_ffffL));
    }
    return MemorySegment.ofArray(table);
  }

  private static boolean sameWord(Vocabulary vocabulary, int id, byte[] word, int length) {
    byte[] other = new byte[vocabulary.length(id)];
    vocabulary.copy(id, other, 0);
    return Arrays.equals(other, 0, other.length, word, 0, length);
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
    if (isLong(text, from, to)) {
      long key = hash(text, from, to);
      long slot = home(key);
      return findLong(key, slot, checkedMark(slot), text, from, to);
    }
    long key = packed(text, from, to);
    long slot = home(key);
    return findShort(key, slot, checkedMark(slot));
  }

  // The steps of a look-up, for WordLookUps.

  /// Where a key is searched first.
  long home(long key) {
    long slot = slot(key, slots);
    table.check(slot * SLOT);
    return slot;
  }

  /// The id in a slot, its highest bit set for a long word; [#ABSENT] in an empty one.
  int mark(long slot) {
    table.check(slot * SLOT);
    return checkedMark(slot);
  }

  /// The same, for a slot from [#home].
  int checkedMark(long slot) {
    return table.bytes().get(Section.INT, slot * SLOT + 8);
  }

  /// Touches what a long word is compared with.
  ///
  /// @param mark of the slot, which is not empty
  int touch(long slot, int mark) {
    int start = table.bytes().get(Section.INT, slot * SLOT + 12);
    long end = 4L * (mark & Integer.MAX_VALUE) + 4;
    words.check(start);
    words.check(end);
    return words.bytes().get(ValueLayout.JAVA_BYTE, start) + words.bytes().get(Section.INT, end);
  }

  /// @param packed the word itself
  /// @param home from [#home]
  /// @param first from [#checkedMark]
  int findShort(long packed, long home, int first) {
    long slot = home;
    int id = first;
    while (id != ABSENT && (id < 0 || table.bytes().get(Section.LONG, slot * SLOT) != packed)) {
      slot = slot + 1 == slots ? 0 : slot + 1;
      id = mark(slot);
    }
    return id;
  }

  /// @param hash of the word
  /// @param home from [#home]
  /// @param first from [#checkedMark]
  int findLong(long hash, long home, int first, byte[] text, int from, int to) {
    long slot = home;
    int id = first;
    while (id != ABSENT) {
      if (id < 0 && table.bytes().get(Section.LONG, slot * SLOT) == hash) {
        int found = id & Integer.MAX_VALUE;
        if (isWord(found, table.bytes().get(Section.INT, slot * SLOT + 12), text, from, to)) {
          return found;
        }
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
      id = mark(slot);
    }
    return ABSENT;
  }

  private boolean isWord(int id, int start, byte[] text, int from, int to) {
    words.check(4L * id + 4, 4L * id + 8);
    int length = words.bytes().get(Section.INT, 4L * id + 4) - start;
    if (length != to - from) {
      return false;
    }
    words.check(start, start + (long) length);
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      if (words.bytes().get(Section.LONG, start + (long) at) != (long) LONG.get(text, from + at)) {
        return false;
      }
    }
    for (; at < length; at++) {
      if (words.bytes().get(ValueLayout.JAVA_BYTE, start + (long) at) != text[from + at]) {
        return false;
      }
    }
    return true;
  }

  /// Whether a word does not fit its key.
  static boolean isLong(byte[] text, int from, int to) {
    int length = to - from;
    if (length > 8) {
      return true;
    }
    // A word with a zero byte could not be told from a shorter one.
    long filled =
        length == 8 ? packed(text, from, to) : packed(text, from, to) | -1L << (8 * length);
    return (filled - LOW_BITS & ~filled & HIGH_BITS) != 0;
  }

  /// Up to eight bytes as one number.
  static long packed(byte[] text, int from, int to) {
    int length = to - from;
    if (from + 8 <= text.length) {
      return length == 8
          ? (long) LONG.get(text, from)
          : (long) LONG.get(text, from) & (1L << (8 * length)) - 1;
    }
    long packed = 0;
    for (int at = to - 1; at >= from; at--) {
      packed = packed << 8 | (text[at] & 0xff);
    }
    return packed;
  }

  static long hash(byte[] text, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = (hash ^ (long) LONG.get(text, at)) * FIRST;
      hash ^= hash >>> 29;
    }
    return (hash ^ packed(text, at, to)) * SECOND;
  }

  private static long slot(long key, long slots) {
    long mixed = (key ^ key >>> 32) * FIRST;
    return Math.unsignedMultiplyHigh((mixed ^ mixed >>> 29) * SECOND, slots);
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
