package chainrule.train.ngram.estimation;

import chainrule.train.ngram.Vocabulary;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// A hash table from words to dense ids in order of first occurrence, at memory speed: one probe of
/// a 64-bit slot (half hash, half id), then eight bytes that settle most words. One thread adds;
/// many may look up while none does.
final class WordTable {
  static final int ABSENT = -1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] slots; // hash << 32 | id + 1; 0 is free; at most half of them taken
  private byte[] bytes = new byte[1 << 12];
  private int[] starts = new int[1 << 10];
  private int size;

  WordTable() {
    slots = new long[1 << 11];
  }

  int size() {
    return size;
  }

  /// Forgets all words, keeps the room.
  void clear() {
    if (size > 0) {
      Arrays.fill(slots, 0);
      size = 0;
    }
  }

  /// The hash of the word at `from`, of which [#find] and [#add] want to be told. Eight bytes must
  /// be readable behind the word.
  static long hash(byte[] text, int from, int length) {
    long hash = length;
    int left = length;
    int at = from;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      hash = mix(hash, (long) LONG.get(text, at));
    }
    return mix(hash, head(text, at, left));
  }

  private static long mix(long hash, long eight) {
    long mixed = (hash ^ eight) * MIX;
    return mixed ^ (mixed >>> 29);
  }

  /// The last one to eight bytes of a word, zeros behind them.
  private static long head(byte[] text, int at, int length) {
    return length == 0 ? 0 : (long) LONG.get(text, at) & (-1L >>> (Long.SIZE - 8 * length));
  }

  int find(byte[] text, int from, int length, long hash) {
    long[] table = slots;
    int mask = table.length - 1;
    for (int at = (int) hash & mask; ; at = (at + 1) & mask) {
      long slot = table[at];
      if (slot == 0) {
        return ABSENT;
      }
      if ((int) (slot >>> 32) == (int) (hash >>> 32)) {
        int id = (int) slot - 1;
        if (same(id, text, from, length)) {
          return id;
        }
      }
    }
  }

  private boolean same(int id, byte[] text, int from, int length) {
    int start = starts[id];
    if (starts[id + 1] - start != length) {
      return false;
    }
    int left = length;
    int at = from;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES, start += Long.BYTES) {
      if ((long) LONG.get(bytes, start) != (long) LONG.get(text, at)) {
        return false;
      }
    }
    return head(bytes, start, left) == head(text, at, left);
  }

  /// Gives a word that is not in the table the next id.
  int add(byte[] text, int from, int length, long hash) {
    reserve(length);
    System.arraycopy(text, from, bytes, starts[size], length);
    starts[size + 1] = starts[size] + length;
    put(slots, hash, size);
    return size++;
  }

  private static void put(long[] table, long hash, int id) {
    int mask = table.length - 1;
    int at = (int) hash & mask;
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = ((hash >>> 32) << 32) | (id + 1);
  }

  private void reserve(int length) {
    if (2 * (size + 1) > slots.length) {
      growSlots();
    }
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    long needed = (long) starts[size] + length + Long.BYTES;
    if (needed > bytes.length) {
      growBytes(needed);
    }
  }

  private void growSlots() {
    long[] larger = new long[Math.multiplyExact(slots.length, 2)];
    for (int id = 0; id < size; id++) {
      put(larger, hash(bytes, starts[id], starts[id + 1] - starts[id]), id);
    }
    slots = larger;
  }

  private void growBytes(long needed) {
    if (needed > Integer.MAX_VALUE - 16) {
      throw new IllegalStateException("the words of the text together are longer than 2 GB");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, 2 * needed));
  }

  /// Where in [#bytes()] a word starts.
  int start(int id) {
    return starts[id];
  }

  int length(int id) {
    return starts[id + 1] - starts[id];
  }

  /// The words one after the other, eight bytes readable behind the last.
  byte[] bytes() {
    return bytes;
  }

  /// About how much memory it takes.
  long memory() {
    return 8L * slots.length + bytes.length + 4L * starts.length;
  }

  /// The words that stay, their ids without gaps.
  Vocabulary toVocabulary(IntPredicate stays) {
    byte[] kept = new byte[starts[size]];
    int[] keptStarts = new int[size + 1];
    int words = 0;
    for (int id = 0; id < size; id++) {
      if (stays.test(id)) {
        int at = keptStarts[words];
        System.arraycopy(bytes, starts[id], kept, at, length(id));
        keptStarts[++words] = at + length(id);
      }
    }
    return new Vocabulary(
        Arrays.copyOf(kept, keptStarts[words]), Arrays.copyOf(keptStarts, words + 1));
  }
}
