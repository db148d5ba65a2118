package chainrule.train.ngram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A vocabulary's short words as one number each, so that writing one is one move of eight bytes
/// and fetching many at once waits for memory once.
final class WordHeads {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Vocabulary vocabulary;
  private final long[] heads; // up to seven bytes, then (lowest) their number plus one; or 0

  WordHeads(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.heads = new long[vocabulary.size()];
    for (int id = 0; id < heads.length; id++) {
      int length = vocabulary.length(id);
      if (length < Long.BYTES) {
        byte[] word = new byte[Long.BYTES];
        vocabulary.copy(id, word, 0);
        heads[id] = ((long) LONG.get(word, 0) << 8) | (length + 1);
      }
    }
  }

  /// 0 for words that are too long.
  long head(int id) {
    return heads[id];
  }

  /// Puts a word's bytes at `to[at]` and returns the place after them. Eight bytes more must be
  /// there.
  int copy(int id, long head, byte[] to, int at) {
    if (head == 0) {
      return vocabulary.copy(id, to, at);
    }
    LONG.set(to, at, head >>> 8);
    return at + (int) (head & 0xFF) - 1;
  }
}
