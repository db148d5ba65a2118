package chainrule.train.ngram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What a word is called in the hash table of [WordIndex]: a short one its own bytes as a number, a
/// long one a hash of them.
final class WordKey {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = LOW_BITS << 7;
  private static final long FIRST = 0x9e3779b97f4a7c15L;
  private static final long SECOND = 0xd6e8feb86659fd93L;

  private WordKey() {}

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
      return (long) LONG.get(text, from) & ~((-1L << (4 * length)) << (4 * length));
    }
    long packed = 0;
    for (int at = to - 1; at >= from; at--) {
      packed = packed << 8 | (text[at] & 0xff);
    }
    return packed;
  }

  /// Of a long word.
  static long hash(byte[] text, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = (hash ^ (long) LONG.get(text, at)) * FIRST;
      hash ^= hash >>> 29;
    }
    return (hash ^ packed(text, at, to)) * SECOND;
  }

  /// Where a key is searched first, among so many slots.
  static long slot(long key, long slots) {
    long mixed = (key ^ key >>> 32) * FIRST;
    return Math.unsignedMultiplyHigh((mixed ^ mixed >>> 29) * SECOND, slots);
  }
}
