package chainrule.train.score;

import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/// Cuts tokens into batches of whole documents. Not for several threads.
public final class IdBatches implements Iterator<Supplier<Batch>>, AutoCloseable {
  private final TokenReader reader;
  private final TokenWords words;
  private final int endBytes;
  private final TokenBlock block = new TokenBlock();
  private final IdBatchBuilder builder = new IdBatchBuilder();
  private int at; // in the block
  private int document; // of the block, the next to end
  private long bytes; // of the document that has not ended
  private Batch next;

  /// @param endBytes of text that the end of a document stands for
  public IdBatches(TokenReader reader, TokenWords words, int endBytes) {
    this.reader = reader;
    this.words = words;
    this.endBytes = endBytes;
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
    while (builder.documents() == 0 || builder.tokens() < IdBatchBuilder.WANTED) {
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
        builder.endDocument(bytes + endBytes);
        bytes = 0;
      }
    }
    return builder.documents() == 0 ? null : builder.take(words::name, Optional.empty());
  }

  private void take(int to) {
    builder.add(block.tokens(), at, to);
    for (; at < to; at++) {
      bytes += words.bytes(block.tokens()[at]);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
