package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Optional;

/// Tokens of a form that says nothing of its tokenizer; each must be one of the tokenizer that they
/// are read for.
public final class KnownTokens implements TokenReader {
  private final TokenReader reader;
  private final String source;
  private final int vocabulary;
  private long before; // tokens of earlier blocks

  private KnownTokens(TokenReader reader, String source, int vocabulary) {
    this.reader = reader;
    this.source = source;
    this.vocabulary = vocabulary;
  }

  /// The reader itself where nothing needs to be looked at: it is checked by its header, or there
  /// is no tokenizer.
  public static TokenReader of(TokenReader reader, String source, Optional<Tokenizer> tokenizer) {
    return reader.header().isPresent() || tokenizer.isEmpty()
        ? reader
        : new KnownTokens(reader, source, tokenizer.get().size());
  }

  @Override
  public Optional<StreamHeader> header() {
    return reader.header();
  }

  @Override
  public boolean next(TokenBlock block) throws IOException {
    boolean isThere = reader.next(block);
    for (int i = 0; isThere && i < block.size(); i++) {
      long id = Integer.toUnsignedLong(block.tokens()[i]);
      if (id >= vocabulary) {
        throw new MalformedInput(
            source,
            "token " + (before + i + 1),
            "id " + id + " is out of range: the tokenizer has " + vocabulary + " tokens",
            "use the tokenizer that the tokens were made with");
      }
    }
    before += block.size();
    return isThere;
  }

  @Override
  public long textBytes() {
    return reader.textBytes();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
