package chainrule.train.ngram;

import chainrule.tokenize.io.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/// An ARPA file as a source of n-grams, read once from front to back: its header ([ArpaHeader]),
/// its 1-grams, which list all words ([ArpaWords]), and section after section.
final class ArpaSource implements ModelSource, AutoCloseable {
  private final ArpaErrors errors;
  private final ArpaLines lines;
  private final ArpaHeader header;
  private final List<ArpaLines.Chunk> unigrams = new ArrayList<>();
  private final ArpaWords words;

  /// Reads up to and with the 1-grams.
  ///
  /// @param progress see [Input#open(LongConsumer)]
  ArpaSource(Input input, LongConsumer progress) throws IOException {
    this.errors = new ArpaErrors(input.name());
    InputStream in = input.open(progress);
    try {
      lines = new ArpaLines(in);
      header = ArpaHeader.read(lines, errors);
      section(1);
      long read = 0;
      ArpaLines.Chunk chunk = lines.chunk(NgramBlock.LARGEST);
      for (; chunk.count() > 0; chunk = nextChunk(1, read)) {
        unigrams.add(chunk);
        read += chunk.count();
      }
      checkCount(1, read);
      words = new ArpaWords(unigrams, read, errors);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /// Goes past `\n-grams:`.
  private void section(int n) throws IOException {
    String wanted = "\\" + n + "-grams:";
    long number = lines.number();
    String line = next();
    if (!line.strip().equals(wanted)) {
      throw errors.unexpected(number, line, wanted);
    }
  }

  /// The next line that is not blank.
  private String next() throws IOException {
    while (true) {
      String line = lines.next();
      if (line == null) {
        throw errors.cut(lines.number());
      }
      if (!line.isBlank()) {
        return line;
      }
    }
  }

  /// Goes on after blank lines in the middle of a section; they are rare, and ARPA allows them not.
  private ArpaLines.Chunk nextChunk(int n, long read) throws IOException {
    ArpaLines.Chunk chunk = lines.chunk(NgramBlock.LARGEST);
    while (chunk.count() == 0 && read < header.count(n)) {
      long number = lines.number();
      String line = lines.next();
      if (line == null) {
        throw errors.cut(lines.number());
      }
      if (!line.isBlank()) {
        throw errors.malformed(
            number,
            "\"%s\" comes after %d %d-grams, but the header counts %d"
                .formatted(ArpaErrors.shortened(line), read, n, header.count(n)));
      }
      chunk = lines.chunk(NgramBlock.LARGEST);
    }
    return chunk;
  }

  private void checkCount(int n, long read) {
    if (read != header.count(n)) {
      throw errors.malformed(
          lines.number() - 1,
          "is " + n + "-gram " + read + ", but the header counts " + header.count(n));
    }
  }

  private void end() throws IOException {
    long number = lines.number();
    String line = next();
    if (!line.strip().equals(ArpaErrors.END)) {
      throw errors.unexpected(number, line, ArpaErrors.END);
    }
    for (String more = lines.next(); more != null; more = lines.next()) {
      if (!more.isBlank()) {
        throw errors.malformed(
            lines.number() - 1,
            "\"%s\" comes after %s".formatted(ArpaErrors.shortened(more), ArpaErrors.END));
      }
    }
  }

  @Override
  public int order() {
    return header.counts().size();
  }

  @Override
  public Vocabulary vocabulary() {
    return words.vocabulary();
  }

  WordIndex index() {
    return words.index();
  }

  @Override
  public long count(int n) {
    return header.count(n);
  }

  @Override
  public Map<String, String> origin() {
    return header.origin();
  }

  @Override
  public Iterator<NgramBlock> blocks(int n) {
    if (n == 1) {
      return unigramBlocks();
    }
    try {
      section(n);
      return new SectionBlocks(n);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Iterator<NgramBlock> unigramBlocks() {
    List<NgramBlock> blocks = new ArrayList<>();
    int id = 0;
    for (ArpaLines.Chunk chunk : unigrams) {
      blocks.add(new ArpaBlock(errors, chunk, 1, order() == 1, null, id));
      id += chunk.count();
    }
    if (order() == 1) {
      try {
        end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return blocks.iterator();
  }

  /// The chunks of a section above the first.
  private final class SectionBlocks implements Iterator<NgramBlock> {
    private final int n;
    private long read;
    private ArpaLines.Chunk next;

    SectionBlocks(int n) throws IOException {
      this.n = n;
      advance();
    }

    private void advance() throws IOException {
      next = nextChunk(n, read);
      read += next.count();
      if (next.count() == 0) {
        checkCount(n, read);
        if (n == order()) {
          end();
        }
      } else if (read > header.count(n)) {
        checkCount(n, read);
      }
    }

    @Override
    public boolean hasNext() {
      return next.count() > 0;
    }

    @Override
    public NgramBlock next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      NgramBlock block = new ArpaBlock(errors, next, n, n == order(), words.index(), 0);
      try {
        advance();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return block;
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
