package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/// Makes the two sections of a binary model that [WordIndex] reads, which tells how they are laid
/// out.
final class WordSections {
  private WordSections() {}

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

    private final int id;

    Duplicate(int id) {
      super(null, null, false, false);
      this.id = id;
    }

    /// The second of the two.
    int id() {
      return id;
    }
  }

  /// The second section.
  ///
  /// @throws Duplicate where two ids have the same word
  static MemorySegment table(Vocabulary vocabulary) {
    int size = vocabulary.size();
    int slots = Math.toIntExact(WordIndex.slotsFor(size));
    long[] keys = new long[slots];
    int[] marks = new int[slots];
    int[] starts = new int[slots];
    Arrays.fill(marks, WordIndex.ABSENT);
    int start = 4 * (size + 1);
    byte[] word = new byte[64];
    for (int id = 0; id < size; id++) {
      int length = vocabulary.length(id);
      word = word.length < length + 8 ? new byte[2 * length + 8] : word;
      vocabulary.copy(id, word, 0);
      boolean isLong = WordKey.isLong(word, 0, length);
      long key = isLong ? WordKey.hash(word, 0, length) : WordKey.packed(word, 0, length);
      int slot = (int) WordKey.slot(key, slots);
      while (marks[slot] != WordIndex.ABSENT) {
        int other = marks[slot];
        if (keys[slot] == key
            && (other < 0) == isLong
            && (!isLong || sameWord(vocabulary, other & Integer.MAX_VALUE, word, length))) {
          throw new Duplicate(id);
        }
        slot = slot + 1 == slots ? 0 : slot + 1;
      }
      keys[slot] = key;
      marks[slot] = isLong ? id | WordIndex.LONG_WORD : id;
      starts[slot] = start;
      start += length;
    }
    byte[] table = new byte[Math.multiplyExact(slots, WordIndex.SLOT)];
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
}
