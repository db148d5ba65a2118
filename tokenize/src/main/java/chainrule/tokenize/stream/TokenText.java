package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Turns tokens back into text, a block at a time where the tokenizer can decode any stretch by
/// itself, else document by document.
public final class TokenText {
  private final Tokenizer tokenizer;
  private final boolean specials;
  private final boolean lines;
  private final OutputStream out;
  private int[] document = new int[256];
  private int size;
  private long read;

  /// @param specials whether special tokens are written out
  /// @param lines whether each document's text is ended with a line end
  public TokenText(Tokenizer tokenizer, boolean specials, boolean lines, OutputStream out) {
    this.tokenizer = tokenizer;
    this.specials = specials;
    this.lines = lines;
    this.out = out;
  }

  /// Decodes all that the reader has.
  ///
  /// @param source what messages call it
  public void run(String source, TokenReader reader) throws IOException {
    TokenBlock block = new TokenBlock();
    read = 0;
    while (reader.next(block)) {
      check(source, block);
      int from = 0;
      for (int i = 0; i < block.documents(); i++) {
        add(block.tokens(), from, block.ends()[i]);
        endDocument();
        from = block.ends()[i];
      }
      add(block.tokens(), from, block.size());
      read += block.size();
      if (block.size() < TokenBlock.CAPACITY) {
        out.flush(); // whoever sends so little may wait for the answer
      }
    }
  }

  private void check(String source, TokenBlock block) {
    for (int i = 0; i < block.size(); i++) {
      int id = block.tokens()[i];
      if (id < 0 || id >= tokenizer.size()) {
        throw new MalformedInput(
            source,
            "token " + (read + i + 1),
            "id " + id + " is out of range: the tokenizer has " + tokenizer.size() + " tokens",
            "use the tokenizer that the tokens were made with");
      }
    }
  }

  private void add(int[] tokens, int from, int to) throws IOException {
    if (tokenizer.isPlain()) {
      out.write(tokenizer.decode(tokens, from, to, specials));
      return;
    }
    if (size + to - from > document.length) {
      document = Arrays.copyOf(document, Math.max(2 * document.length, size + to - from));
    }
    System.arraycopy(tokens, from, document, size, to - from);
    size += to - from;
  }

  private void endDocument() throws IOException {
    if (size > 0) {
      out.write(tokenizer.decode(document, 0, size, specials));
      size = 0;
    }
    if (lines) {
      out.write('\n');
    }
  }
}
