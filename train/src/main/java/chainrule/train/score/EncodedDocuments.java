package chainrule.train.score;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.stream.EncodedBlock;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Documents of a text as a tokenizer's ids, read as they are asked for: of many documents only a
/// few are in memory, of a long one its ids. Not for several threads, but the suppliers are.
public final class EncodedDocuments implements Iterator<Supplier<Batch>> {
  private final Iterator<TextTokens.Pending> blocks;
  private final TokenWords words;
  private final Marks added;

  /// @param added marks that are put around each document
  /// @param progress told the bytes that were read
  public EncodedDocuments(
      Input text,
      Tokenizer tokenizer,
      TextTokens.Settings settings,
      Marks added,
      LongConsumer progress) {
    this.blocks = new TextTokens(tokenizer, settings).pending(text, progress);
    this.words = new TokenWords(Optional.of(tokenizer));
    this.added = added;
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  @Override
  public Supplier<Batch> next() {
    TextTokens.Pending first = blocks.next();
    if (!first.isOpen()) {
      return () -> new Gathered().add(first.encode()).batch();
    }
    Gathered document = new Gathered().add(first.encode());
    for (boolean open = true; open; ) {
      TextTokens.Pending more = blocks.next();
      document.add(more.encode());
      open = more.isOpen();
    }
    Batch batch = document.batch();
    return () -> batch;
  }

  /// Puts documents together from their parts.
  private final class Gathered {
    private final IdBatchBuilder builder = new IdBatchBuilder();
    private boolean within; // a document
    private long bytes; // of the document that has not ended

    Gathered add(EncodedBlock block) {
      for (int part = 0; part < block.parts(); part++) {
        if (!within) {
          added.begin().ifPresent(builder::add);
          within = true;
        }
        builder.add(block.tokens().array(), block.from(part), block.to(part));
        bytes += block.textBytes(part);
        if (block.endsDocument(part)) {
          added.end().ifPresent(builder::add);
          builder.endDocument(bytes);
          bytes = 0;
          within = false;
        }
      }
      return this;
    }

    Batch batch() {
      return builder.take(words::name, Optional.empty());
    }
  }
}
