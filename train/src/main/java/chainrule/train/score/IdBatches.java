package chainrule.train.score;

import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/// Cuts tokens into batches of whole documents. Not for several threads.
public final class IdBatches implements Iterator<Supplier<Batch>>, AutoCloseable {
  private static final int WANTED = 1 << 14; // tokens

  private final TokenReader reader;
  private final IntUnaryOperator textBytes;
  private final TokenBlock block = new TokenBlock();
  private int at; // in the block
  private int document; // of the block, the next to end
  private int[] ids = new int[WANTED];
  private int size;
  private Batch next;

  /// @param textBytes how many bytes of text a token stands for; 0 where unknown
  public IdBatches(TokenReader reader, IntUnaryOperator textBytes) {
    this.reader = reader;
    this.textBytes = textBytes;
  }

  /// How many bytes of text all tokens stand for, where the tokens' file says so at its end.
  public long textBytes() {
    return reader.textBytes();
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return next != null;
  }

  @Override
  public Supplier<Batch> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Batch batch = next;
    next = null;
    return () -> batch;
  }

  private Batch read() throws IOException {
    int[] starts = new int[65];
    int documents = 0;
    size = 0;
    while (documents == 0 || size < WANTED) {
      if (document == block.documents() && at == block.size()) {
        at = 0;
        document = 0;
        if (!reader.next(block)) {
          break;
        }
      }
      int to = document < block.documents() ? block.ends()[document] : block.size();
      take(to);
      if (document < block.documents()) {
        document++;
        starts = documents + 2 > starts.length ? Arrays.copyOf(starts, 2 * starts.length) : starts;
        starts[++documents] = size;
      }
    }
    return documents == 0 ? null : batch(Arrays.copyOf(starts, documents + 1));
  }

  private void take(int to) {
    int count = to - at;
    if (size + count > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(2 * ids.length, size + count));
    }
    System.arraycopy(block.tokens(), at, ids, size, count);
    size += count;
    at = to;
  }

  private Batch batch(int[] starts) {
    long[] bytes = new long[starts.length - 1];
    for (int i = 0; i < bytes.length; i++) {
      for (int token = starts[i]; token < starts[i + 1]; token++) {
        bytes[i] += textBytes.applyAsInt(ids[token]);
      }
    }
    return new IdBatch(Arrays.copyOf(ids, size), starts, bytes);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
