package chainrule.train.score;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.stream.EncodedBlock;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Documents of a text as a tokenizer's ids, read as they are asked for: of many documents only a
/// few are in memory, of a long one its ids, or a piece of it where that is enough. Not for several
/// threads, but the suppliers are.
public final class EncodedDocuments implements Iterator<Supplier<Batch>> {
  private final Iterator<TextTokens.Pending> blocks;
  private final TokenWords words;
  private final Marks added;
  private final OptionalInt reach;
  private Optional<Gathered> open = Optional.empty(); // of a document of several blocks

  /// @param added marks that are put around each document
  /// @param reach how many tokens models look back at, so that long documents can be cut; empty
  ///   where they are wanted whole
  /// @param progress told the bytes that were read
  public EncodedDocuments(
      Input text,
      Tokenizer tokenizer,
      TextTokens.Settings settings,
      Marks added,
      OptionalInt reach,
      LongConsumer progress) {
    this.blocks = new TextTokens(tokenizer, settings).pending(text, progress);
    this.words = new TokenWords(Optional.of(tokenizer));
    this.added = added;
    this.reach = reach;
  }

  @Override
  public boolean hasNext() {
    return open.isPresent() || blocks.hasNext();
  }

  @Override
  public Supplier<Batch> next() {
    if (open.isEmpty()) {
      TextTokens.Pending first = blocks.next();
      if (!first.isOpen()) {
        return () -> new Gathered(OptionalInt.empty()).add(first).next();
      }
      open = Optional.of(new Gathered(reach).add(first));
    }
    Gathered gathered = open.get();
    while (gathered.wantsMore()) {
      gathered.add(blocks.next());
    }
    Batch batch = gathered.next();
    if (gathered.isDone()) {
      open = Optional.empty();
    }
    return () -> batch;
  }

  /// Puts documents together from their parts.
  private final class Gathered {
    private final IdBatchBuilder builder;
    private boolean within; // a document
    private boolean open; // the last document goes on

    Gathered(OptionalInt reach) {
      builder = new IdBatchBuilder(words::name, reach);
    }

    Gathered add(TextTokens.Pending pending) {
      open = pending.isOpen();
      EncodedBlock block = pending.encode();
      for (int part = 0; part < block.parts(); part++) {
        if (!within) {
          added.begin().ifPresent(builder::add);
          within = true;
        }
        builder.add(block.tokens().array(), block.from(part), block.to(part));
        builder.addText(block.textBytes(part));
        if (block.endsDocument(part)) {
          added.end().ifPresent(builder::add);
          builder.endDocument();
          within = false;
        }
      }
      return this;
    }

    boolean wantsMore() {
      return open && !builder.isFull();
    }

    Batch next() {
      return builder.next();
    }

    boolean isDone() {
      return !open && builder.isEmpty();
    }
  }
}
