package chainrule.tokenize.stream;

import java.io.IOException;

/// Takes tokens, document by document, and writes them in one of the [TokenFormat]s. The stream
/// below it stays open. Not for use by several threads.
public interface TokenWriter {
  void write(int[] tokens, int from, int to) throws IOException;

  void endDocument() throws IOException;

  /// Counts bytes of the text that the tokens stand for, in forms that tell them.
  default void addText(long bytes) {}

  /// Hands on what was written so far to a reader who waits for it.
  void flush() throws IOException;

  /// Writes what belongs at the end. Nothing may follow.
  void finish() throws IOException;
}
