package chainrule.train.score;

import chainrule.tokenize.text.TextBuffer;
import chainrule.tokenize.tokenizer.TextEncoder;
import chainrule.tokenize.tokenizer.TokenBuffer;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/// Lines of text as a tokenizer's ids, each line a document. Not for several threads, and neither
/// are the suppliers.
public final class EncodedLines implements Iterator<Supplier<Batch>>, AutoCloseable {
  private final TextBatches lines;
  private final TokenWords words;
  private final TextEncoder encoder;
  private final Marks added;
  private final TokenBuffer tokens = new TokenBuffer(false);

  /// @param added marks that are put around each line
  public EncodedLines(TextBatches lines, Tokenizer tokenizer, Marks added) {
    this.lines = lines;
    this.words = new TokenWords(Optional.of(tokenizer));
    this.encoder = tokenizer.encoder(true);
    this.added = added;
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
    IdBatchBuilder builder = new IdBatchBuilder();
    for (int line = 0; line < text.documents(); line++) {
      int from = text.lineFrom(line);
      int to = text.lineTo(line);
      tokens.clear();
      added.begin().ifPresent(id -> tokens.add(id, 0));
      encoder.encode(text.text(), from, to, TextBuffer.Place.DOCUMENT, tokens);
      added.end().ifPresent(id -> tokens.add(id, 0));
      builder.add(tokens.array(), 0, tokens.size());
      // The line's end is foretold, and its byte counts, where a token stands for it.
      builder.endDocument(added.end().isPresent() ? text.textBytes(line) : to - from);
    }
    return builder.take(words::name, Optional.of(text));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
