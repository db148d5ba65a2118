package chainrule.train.score;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/// Gathers whole documents for an [IdBatch]. Not for several threads.
final class IdBatchBuilder {
  /// How many tokens make a batch worth while.
  static final int WANTED = 1 << 14;

  private int[] ids = new int[WANTED];
  private int size;
  private int[] starts = new int[64];
  private long[] bytes = new long[64];
  private int documents;

  void add(int token) {
    add(new int[] {token}, 0, 1);
  }

  void add(int[] tokens, int from, int to) {
    int count = to - from;
    if (size + count > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(2 * ids.length, size + count));
    }
    System.arraycopy(tokens, from, ids, size, count);
    size += count;
  }

  /// @param textBytes of the document, 0 where unknown
  void endDocument(long textBytes) {
    if (documents + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    bytes[documents++] = textBytes;
    starts[documents] = size;
  }

  int documents() {
    return documents;
  }

  int tokens() {
    return size;
  }

  /// Gives the finished documents away and begins anew with what is not finished.
  IdBatch take(IntFunction<String> names, Optional<WordBatch> lines) {
    int[] rest = Arrays.copyOfRange(ids, starts[documents], size);
    IdBatch batch =
        new IdBatch(
            Arrays.copyOf(ids, starts[documents]),
            Arrays.copyOf(starts, documents + 1),
            Arrays.copyOf(bytes, documents),
            names,
            lines);
    size = 0;
    documents = 0;
    add(rest, 0, rest.length);
    return batch;
  }
}
