package chainrule.tokenize.stream;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.tokenizer.CutPlaces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/// Reads texts in blocks of about one size that can be encoded independently: cut at the ends of
/// documents and, within a long one, where the tokenizer allows it. A document a line that is typed
/// is handed on before the next one is waited for.
final class TextBlocks implements Iterator<TextBlock> {
  /// A megabyte: what is worth handing to another thread.
  static final int USUAL = 1 << 20;

  private final Iterator<Input> inputs;
  private final DocumentKind kind;
  private final CutPlaces cuts;
  private final int size; // of a block
  private final LongConsumer progress;
  private String source = "";
  private InputStream in; // null between inputs
  private byte[] buffer;
  private int length;
  private long offset; // of the buffer's first byte in its source
  private boolean atEnd;
  private boolean continued;
  private TextBlock next;

  /// @param size of a block, in bytes
  TextBlocks(
      List<Input> inputs, DocumentKind kind, CutPlaces cuts, int size, LongConsumer progress) {
    this.inputs = inputs.iterator();
    this.kind = kind;
    this.cuts = cuts;
    this.size = size;
    this.buffer = new byte[size];
    this.progress = progress;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && (in != null || inputs.hasNext())) {
        if (in == null) {
          open(inputs.next());
        }
        next = read();
      }
      return next != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TextBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    TextBlock block = next;
    next = null;
    return block;
  }

  private void open(Input input) throws IOException {
    source = input.name();
    in = input.open(progress);
    length = 0;
    offset = 0;
    atEnd = false;
    continued = false;
  }

  /// The next block of the input that is open; null at its end.
  private TextBlock read() throws IOException {
    int wanted = size;
    while (true) {
      boolean waits = fill(wanted);
      int cut = atEnd ? length : lastEnd();
      boolean open = false;
      if (cut <= 0 && !atEnd && !waits && kind instanceof DocumentKind.Line) {
        cut = cuts.last(buffer, 0, length);
        open = true;
      }
      if (kind instanceof DocumentKind.File && !atEnd) {
        cut = cuts.last(buffer, 0, length);
        open = true;
      }
      if (cut > 0 || atEnd) {
        return block(Math.max(0, cut), open, waits);
      }
      wanted = (int) Math.min(Integer.MAX_VALUE - 16L, 2L * Math.max(length, size));
    }
  }

  /// Reads until so much is there; stops early where a whole line is there and nothing more can be
  /// had without waiting.
  ///
  /// @return whether it stopped early
  private boolean fill(int wanted) throws IOException {
    if (wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, wanted);
    }
    boolean whole = kind instanceof DocumentKind.File;
    int seen = 0;
    while (length < wanted && !atEnd) {
      int count = in.read(buffer, length, wanted - length);
      if (count < 0) {
        atEnd = true;
        break;
      }
      length += count;
      if (!whole && length < wanted && in.available() == 0) {
        if (lastEnd() > 0 && hasLineEnd(seen)) {
          return true;
        }
        seen = length;
      }
    }
    return false;
  }

  private boolean hasLineEnd(int from) {
    for (int at = length - 1; at >= from; at--) {
      if (buffer[at] == '\n') {
        return true;
      }
    }
    return false;
  }

  /// Behind the last document that has certainly ended, or 0.
  private int lastEnd() {
    for (int at = length; at > 0; at--) {
      if (buffer[at - 1] == '\n'
          && (!(kind instanceof DocumentKind.Paragraph) || (at > 1 && buffer[at - 2] == '\n'))) {
        return at;
      }
    }
    return 0;
  }

  private TextBlock block(int cut, boolean open, boolean urgent) throws IOException {
    byte[] bytes = Arrays.copyOf(buffer, cut);
    TextBlock block = new TextBlock(source, offset, bytes, urgent);
    block.continued = continued;
    block.open = open;
    switch (kind) {
      case DocumentKind.File _ -> block.add(0, cut);
      case DocumentKind.Line _, DocumentKind.Field _ -> lines(block, cut);
      case DocumentKind.Paragraph _ -> paragraphs(block, cut);
    }
    System.arraycopy(buffer, cut, buffer, 0, length - cut);
    length -= cut;
    offset += cut;
    continued = open;
    if (atEnd && length == 0) {
      in.close();
      in = null;
    }
    return block.parts() == 0 ? null : block;
  }

  private void lines(TextBlock block, int to) {
    int from = 0;
    for (int at = 0; at < to; at++) {
      if (buffer[at] == '\n') {
        block.add(from, at);
        from = at + 1;
      }
    }
    if (from < to || (from == to && block.continued && block.parts() == 0)) {
      block.add(from, to);
    }
  }

  private void paragraphs(TextBlock block, int to) {
    int at = 0;
    while (at < to) {
      while (at < to && buffer[at] == '\n') {
        at++;
      }
      int from = at;
      while (at < to && !(buffer[at] == '\n' && (at + 1 == to || buffer[at + 1] == '\n'))) {
        at++;
      }
      if (at > from) {
        block.add(from, at);
      }
    }
  }
}
