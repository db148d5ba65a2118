package chainrule.train.score;

import chainrule.tokenize.stream.TokenBlock;
import chainrule.tokenize.stream.TokenReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Cuts tokens into batches of documents. Not for several threads.
public final class IdBatches implements Iterator<Supplier<Batch>>, AutoCloseable {
  private final TokenReader reader;
  private final TokenWords words;
  private final int endBytes;
  private final TokenBlock block = new TokenBlock();
  private final IdBatchBuilder builder;
  private int at; // in the block
  private int document; // of the block, the next to end
  private Batch next;

  /// @param endBytes of text that the end of a document stands for
  /// @param reach how many tokens models look back at, so that long documents can be cut; empty
  ///   where they are wanted whole
  public IdBatches(TokenReader reader, TokenWords words, int endBytes, OptionalInt reach) {
    this.reader = reader;
    this.words = words;
    this.endBytes = endBytes;
    this.builder = new IdBatchBuilder(words::name, reach);
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
    while (!builder.isFull()) {
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
        builder.addText(endBytes);
        builder.endDocument();
      }
    }
    return builder.isEmpty() ? null : builder.next();
  }

  private void take(int to) {
    builder.add(block.tokens(), at, to);
    for (; at < to; at++) {
      builder.addText(words.bytes(block.tokens()[at]));
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
