package chainrule.tokenize.stream;

import java.io.IOException;
import java.util.Optional;

/// Gives the tokens of one input, a block at a time. Not for use by several threads.
public interface TokenReader extends AutoCloseable {
  /// What the input says of its tokenizer; the plain forms say nothing.
  Optional<StreamHeader> header();

  /// Fills the block with what comes next, or returns false at the end. A document that the end of
  /// the input leaves open is ended here.
  boolean next(TokenBlock block) throws IOException;

  /// How many bytes of text the tokens stand for, where the input says so at its end.
  long textBytes();

  @Override
  void close() throws IOException;
}
