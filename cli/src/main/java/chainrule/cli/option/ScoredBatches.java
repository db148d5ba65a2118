package chainrule.cli.option;

import chainrule.train.score.Batch;
import chainrule.train.score.EncodedDocuments;
import chainrule.train.score.EncodedLines;
import chainrule.train.score.IdBatches;
import chainrule.train.score.TextBatches;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The batches of one input, to be closed.
public final class ScoredBatches implements AutoCloseable {
  private final Iterator<Supplier<Batch>> batches;
  private final LongSupplier told;
  private final Closeable source;

  private ScoredBatches(Iterator<Supplier<Batch>> batches, LongSupplier told, Closeable source) {
    this.batches = batches;
    this.told = told;
    this.source = source;
  }

  static ScoredBatches of(TextBatches words) {
    return new ScoredBatches(words, () -> 0, words::close);
  }

  static ScoredBatches of(EncodedLines lines) {
    return new ScoredBatches(lines, () -> 0, lines::close);
  }

  static ScoredBatches of(EncodedDocuments documents) {
    return new ScoredBatches(documents, () -> 0, () -> {});
  }

  static ScoredBatches of(IdBatches tokens) {
    return new ScoredBatches(tokens, tokens::textBytes, tokens::close);
  }

  public Iterator<Supplier<Batch>> iterator() {
    return batches;
  }

  /// How many bytes the original text has, where the input itself tells it at its end.
  public OptionalLong textBytes() {
    long bytes = told.getAsLong();
    return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
