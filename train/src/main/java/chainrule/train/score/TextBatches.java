package chainrule.train.score;

import chainrule.tokenize.io.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Cuts text into batches of whole lines, each a document. What comes through a pipe is handed on
/// as soon as there are lines, so that a filter does not wait. Not for several threads, though the
/// batches it supplies may be made on any.
public final class TextBatches implements Iterator<Supplier<Batch>>, AutoCloseable {
  private static final int WANTED = 1 << 16; // bytes

  private final Iterator<Input> inputs;
  private final WordSplitter splitter;
  private final LongConsumer progress;
  private InputStream in; // null between inputs
  private String name = "";
  private byte[] rest = {}; // the beginning of a line
  private long offset; // of rest in its input
  private TextChunk next;

  /// @param progress see [Input#open(LongConsumer)]
  public TextBatches(List<Input> inputs, WordSplitter splitter, LongConsumer progress) {
    this.inputs = inputs.iterator();
    this.splitter = splitter;
    this.progress = progress;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        if (in == null) {
          if (!inputs.hasNext()) {
            return false;
          }
          Input input = inputs.next();
          name = input.name();
          offset = 0;
          in = input.open(progress);
        }
        next = read();
        if (next == null) {
          in.close();
          in = null;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Supplier<Batch> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    TextChunk chunk = next;
    next = null;
    return chunk;
  }

  /// Whole lines, or the last one without its newline; null at the end.
  private TextChunk read() throws IOException {
    byte[] buffer = Arrays.copyOf(rest, Math.max(WANTED, rest.length) + WANTED + WordBatch.ROOM);
    int size = rest.length;
    int lines = 0; // bytes of whole lines
    while (lines == 0 || (size < WANTED && in.available() > 0)) {
      if (size + WordBatch.ROOM == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, buffer.length));
      }
      int count = in.read(buffer, size, buffer.length - WordBatch.ROOM - size);
      if (count <= 0) {
        return last(buffer, size);
      }
      int newline = size + count - 1;
      while (newline >= size && buffer[newline] != '\n') {
        newline--;
      }
      lines = newline >= size ? newline + 1 : lines;
      size += count;
    }
    rest = Arrays.copyOfRange(buffer, lines, size);
    TextChunk chunk = new TextChunk(name, offset, buffer, lines, splitter);
    offset += lines;
    return chunk;
  }

  private TextChunk last(byte[] buffer, int size) {
    rest = new byte[0];
    TextChunk chunk = size == 0 ? null : new TextChunk(name, offset, buffer, size, splitter);
    offset += size;
    return chunk;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
