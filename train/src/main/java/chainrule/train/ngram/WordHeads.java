package chainrule.train.ngram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A vocabulary's short words as one number each, so that writing one is one move of eight bytes
/// and fetching many at once waits for memory once.
final class WordHeads {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Longs that stand for a word.
  static final int SIZE = 2;

  private final Vocabulary vocabulary;
  private final long[] heads; // length plus one (lowest byte; 0: too long), then up to 15 bytes

  WordHeads(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.heads = new long[Math.multiplyExact(SIZE, vocabulary.size())];
    byte[] word = new byte[SIZE * Long.BYTES];
    for (int id = 0; id < vocabulary.size(); id++) {
      int length = vocabulary.length(id);
      if (length < word.length) {
        Arrays.fill(word, (byte) 0);
        word[0] = (byte) (length + 1);
        vocabulary.copy(id, word, 1);
        heads[SIZE * id] = (long) LONG.get(word, 0);
        heads[SIZE * id + 1] = (long) LONG.get(word, Long.BYTES);
      }
    }
  }

  /// Fetches a word to `to[at]` and on; returns whether it was short enough.
  boolean fetch(int id, long[] to, int at) {
    long head = heads[SIZE * id];
    to[at] = head;
    to[at + 1] = heads[SIZE * id + 1];
    return head != 0;
  }

  /// Puts a fetched word's bytes at `to[at]` and returns the place after them. Sixteen bytes more
  /// must be there.
  int copy(int id, long[] fetched, int from, byte[] to, int at) {
    long head = fetched[from];
    if (head == 0) {
      return vocabulary.copy(id, to, at);
    }
    LONG.set(to, at, head >>> 8);
    LONG.set(to, at + 7, fetched[from + 1]);
    return at + (int) (head & 0xFF) - 1;
  }
}
