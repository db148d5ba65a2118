package chainrule.tokenize.tokenizer.bpe;

import chainrule.tokenize.tokenizer.TokenBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Remembers the tokens of pieces of up to 15 bytes that became up to six tokens: most of any text.
/// Of fixed size, each set holding the two pieces last seen. Belongs to one thread; a piece always
/// has the same tokens, so that nothing depends on what is remembered.
public final class PieceCache {
  /// Longer pieces are not kept.
  public static final int LONGEST = 15;

  private static final int MOST = 6;
  private static final int ID_BITS = 21;
  private static final long ID_MASK = (1 << ID_BITS) - 1;
  private static final int ENTRY = 4; // longs: two of the key, two of the tokens
  private static final int SET = 2 * ENTRY;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] entries;
  private final int shift;
  private long low; // the key last looked for
  private long high;
  private int set;

  /// @param bits of the number of sets
  public PieceCache(int bits) {
    this.entries = new long[SET << bits];
    this.shift = 64 - bits;
  }

  /// Whether ids of this size can be kept.
  public static boolean holds(int vocabularySize) {
    return vocabularySize < ID_MASK;
  }

  /// Appends the tokens of the piece, or says that it is not known.
  public boolean append(byte[] text, int from, int to, TokenBuffer out) {
    key(text, from, to - from);
    long[] e = entries;
    int at = set;
    if (e[at] != low || e[at + 1] != high) {
      at += ENTRY;
      if (e[at] != low || e[at + 1] != high) {
        return false;
      }
    }
    out.ensure(MOST);
    int[] ids = out.array();
    int size = out.size();
    long tokens = e[at + 2];
    ids[size] = (int) (tokens & ID_MASK) - 1;
    int count = 1;
    for (tokens >>>= ID_BITS; tokens != 0; tokens >>>= ID_BITS) {
      ids[size + count++] = (int) (tokens & ID_MASK) - 1;
    }
    for (tokens = e[at + 3]; tokens != 0; tokens >>>= ID_BITS) {
      ids[size + count++] = (int) (tokens & ID_MASK) - 1;
    }
    out.advance(count);
    return true;
  }

  /// Remembers the tokens of the piece that was last looked for in vain.
  public void put(int[] ids, int from, int count) {
    if (count == 0 || count > MOST) {
      return;
    }
    long[] e = entries;
    System.arraycopy(e, set, e, set + ENTRY, ENTRY);
    e[set] = low;
    e[set + 1] = high;
    e[set + 2] = tokens(ids, from, from + Math.min(3, count));
    e[set + 3] = tokens(ids, from + 3, from + count);
  }

  private static long tokens(int[] ids, int from, int to) {
    long packed = 0;
    for (int i = to - 1; i >= from; i--) {
      packed = (packed << ID_BITS) | (ids[i] + 1);
    }
    return packed;
  }

  private void key(byte[] text, int from, int length) {
    long a;
    long b;
    if (from + 16 <= text.length) {
      a = (long) LONG.get(text, from);
      b = (long) LONG.get(text, from + 8);
      if (length < 8) {
        a &= (1L << (8 * length)) - 1;
        b = 0;
      } else {
        b &= (1L << (8 * length - 64)) - 1;
      }
    } else {
      a = bytes(text, from, Math.min(8, length));
      b = bytes(text, from + 8, length - 8);
    }
    low = a;
    high = b | ((long) length << 56);
    long hash = (a ^ (high * 0x9e3779b97f4a7c15L)) * 0xd6e8feb86659fd93L;
    set = (int) (((hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L) >>> shift) * SET;
  }

  private static long bytes(byte[] text, int from, int length) {
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (text[from + i] & 0xff);
    }
    return value;
  }
}
