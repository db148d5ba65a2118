package chainrule.train.score;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.stream.EncodedBlock;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// A text as a tokenizer's ids: all of it is encoded on all threads and held in memory. Not for
/// several threads.
public final class EncodedDocuments implements Iterator<Supplier<Batch>> {
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final IdBatchBuilder builder = new IdBatchBuilder();
  private final TokenWords words;
  private final Marks added;
  private boolean within; // a document
  private long bytes; // of the document that has not ended

  /// @param added marks that are put around each document
  /// @param progress told the bytes that were read
  public EncodedDocuments(
      Input text,
      Tokenizer tokenizer,
      TextTokens.Settings settings,
      Marks added,
      Parallel parallel,
      LongConsumer progress) {
    this.words = new TokenWords(Optional.of(tokenizer));
    this.added = added;
    new TextTokens(tokenizer, settings).run(List.of(text), parallel, this::add, progress);
    if (builder.documents() > 0) {
      batches.add(builder.take(words::name, Optional.empty()));
    }
  }

  private void add(EncodedBlock block) {
    for (int part = 0; part < block.parts(); part++) {
      if (!within) {
        added.begin().ifPresent(id -> builder.add(new int[] {id}, 0, 1));
        within = true;
      }
      builder.add(block.tokens().array(), block.from(part), block.to(part));
      bytes += block.textBytes(part);
      if (block.endsDocument(part)) {
        added.end().ifPresent(id -> builder.add(new int[] {id}, 0, 1));
        builder.endDocument(bytes);
        bytes = 0;
        within = false;
      }
    }
    if (builder.documents() > 0 && builder.tokens() >= IdBatchBuilder.WANTED) {
      batches.add(builder.take(words::name, Optional.empty()));
    }
  }

  @Override
  public boolean hasNext() {
    return !batches.isEmpty();
  }

  @Override
  public Supplier<Batch> next() {
    Batch batch = batches.remove();
    return () -> batch;
  }
}
