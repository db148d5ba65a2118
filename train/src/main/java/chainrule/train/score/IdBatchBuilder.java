package chainrule.train.score;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// Gathers documents for [IdBatch]es: whole ones or, where models look back at so few tokens that
/// they need no more, long ones in pieces. Pieces are cut at the same places of a document however
/// its tokens come. Not for several threads.
final class IdBatchBuilder {
  /// How many tokens make a batch worth while.
  static final int WANTED = 1 << 14;

  /// How many tokens of a document one piece has.
  static final int PIECE = 1 << 16;

  private final IntFunction<String> names;
  private final OptionalInt reach;
  private final Deque<IdBatch> full = new ArrayDeque<>();
  private int[] ids = new int[WANTED];
  private int size;
  private int context; // of the first document's ids
  private int[] starts = new int[64];
  private long[] bytes = new long[64];
  private long text; // bytes of the document that has not ended
  private int documents;

  /// @param names of tokens
  /// @param reach how many tokens models look back at; empty where they want whole documents
  IdBatchBuilder(IntFunction<String> names, OptionalInt reach) {
    this.names = names;
    this.reach = reach;
  }

  void add(int token) {
    add(new int[] {token}, 0, 1);
  }

  void add(int[] tokens, int from, int to) {
    int at = from;
    while (at < to) {
      if (room() == 0) {
        cut();
      }
      int count = Math.min(to - at, room());
      if (size + count > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, size + count));
      }
      System.arraycopy(tokens, at, ids, size, count);
      size += count;
      at += count;
    }
  }

  /// How many tokens the document that has not ended takes before it is cut.
  private int room() {
    if (reach.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    int own = documents == 0 ? size - context : size - starts[documents];
    return PIECE - own;
  }

  /// Makes a piece of the document that has not ended, behind those that have.
  private void cut() {
    if (documents > 0) {
      full.add(take(Optional.empty()));
    }
    full.add(
        new IdBatch(
            Arrays.copyOf(ids, size),
            new int[] {0, size},
            new long[] {0},
            names,
            Optional.empty(),
            context,
            true));
    context = Math.min(size, reach.getAsInt());
    System.arraycopy(ids, size - context, ids, 0, context);
    size = context;
  }

  /// Text that the document stands for, where it is known.
  void addText(long textBytes) {
    text += textBytes;
  }

  void endDocument() {
    if (documents + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    bytes[documents++] = text;
    text = 0;
    starts[documents] = size;
  }

  /// Whether there is enough for a batch.
  boolean isFull() {
    return !full.isEmpty() || (documents > 0 && size >= WANTED);
  }

  /// Whether there is nothing for a batch.
  boolean isEmpty() {
    return full.isEmpty() && documents == 0;
  }

  /// The next piece or the documents that have ended; what is not finished stays.
  Batch next() {
    return full.isEmpty() ? take(Optional.empty()) : full.remove();
  }

  /// Gives the finished documents away and begins anew with what is not finished.
  IdBatch take(Optional<WordBatch> lines) {
    int end = starts[documents];
    int[] rest = Arrays.copyOfRange(ids, end, size);
    // A long document is given away as it lies.
    boolean asItLies = rest.length == 0 && size > PIECE;
    IdBatch batch =
        new IdBatch(
            asItLies ? ids : Arrays.copyOf(ids, end),
            Arrays.copyOf(starts, documents + 1),
            Arrays.copyOf(bytes, documents),
            names,
            lines,
            context,
            false);
    if (asItLies) {
      ids = new int[WANTED];
    }
    System.arraycopy(rest, 0, ids, 0, rest.length);
    size = rest.length;
    context = 0;
    documents = 0;
    return batch;
  }
}
