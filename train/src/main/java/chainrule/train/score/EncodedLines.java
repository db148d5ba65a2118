package chainrule.train.score;

import chainrule.tokenize.text.TextBuffer;
import chainrule.tokenize.tokenizer.TextEncoder;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// Lines of text as a tokenizer's ids, each line a document. Not for several threads, but the
/// suppliers are.
public final class EncodedLines implements Iterator<Supplier<Batch>>, AutoCloseable {
  private final TextBatches lines;
  private final TokenWords words;
  private final Tokenizer tokenizer;
  private final Queue<TextEncoder> idle = new ConcurrentLinkedQueue<>();
  private final Marks added;
  private final boolean ends;

  /// @param added marks that are put around each line
  /// @param ends whether the model foretells where lines end
  public EncodedLines(TextBatches lines, Tokenizer tokenizer, Marks added, boolean ends) {
    this.lines = lines;
    this.words = new TokenWords(Optional.of(tokenizer));
    this.tokenizer = tokenizer;
    this.added = added;
    this.ends = ends || added.end().isPresent();
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  @Override
  public Supplier<Batch> next() {
    Supplier<Batch> text = lines.next();
    return () -> encode((WordBatch) text.get());
  }

  private Batch encode(WordBatch text) {
    TextEncoder known = idle.poll();
    TextEncoder encoder = known == null ? tokenizer.encoder(true) : known;
    TokenBuffer tokens = new TokenBuffer(false);
    IdBatchBuilder builder = new IdBatchBuilder(words::name, OptionalInt.empty());
    for (int line = 0; line < text.documents(); line++) {
      int from = text.lineFrom(line);
      int to = text.lineTo(line);
      tokens.clear();
      added.begin().ifPresent(id -> tokens.add(id, 0));
      encoder.encode(text.text(), from, to, TextBuffer.Place.DOCUMENT, tokens);
      added.end().ifPresent(id -> tokens.add(id, 0));
      builder.add(tokens.array(), 0, tokens.size());
      // A line's end is a byte of the text only to those who foretell it.
      builder.addText(ends ? text.textBytes(line) : to - from);
      builder.endDocument();
    }
    idle.add(encoder);
    return builder.take(Optional.of(text));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
