package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads decimal numbers, separated by spaces or tabs, a document a line. A line is handed on as
/// soon as it is there.
public final class IdsReader implements TokenReader {
  private static final int BUFFER = 1 << 16;

  private final String source;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int limit;
  private int at;
  private long line = 1;
  private long number = -1; // the one being read, or negative
  private boolean open;
  private boolean atEnd;

  public IdsReader(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  @Override
  public Optional<StreamHeader> header() {
    return Optional.empty();
  }

  @Override
  public long textBytes() {
    return 0;
  }

  @Override
  public boolean next(TokenBlock block) throws IOException {
    block.clear();
    while (!atEnd && block.size < TokenBlock.CAPACITY && block.documents < TokenBlock.CAPACITY) {
      if (at == limit && !fill(block)) {
        return true;
      }
      if (atEnd) {
        break;
      }
      take(buffer[at++], block);
    }
    if (atEnd && block.size < TokenBlock.CAPACITY) {
      endNumber(block);
      if (open) {
        endLine(block);
      }
    }
    return !block.isEmpty();
  }

  /// Reads more, unless that could wait while there are whole lines to hand on.
  private boolean fill(TokenBlock block) throws IOException {
    if (block.documents > 0 && in.available() == 0) {
      return false;
    }
    limit = Math.max(0, in.read(buffer));
    atEnd = limit == 0;
    at = 0;
    return true;
  }

  private void take(byte character, TokenBlock block) {
    switch (character) {
      case ' ', '\t', '\r' -> endNumber(block);
      case '\n' -> {
        endNumber(block);
        endLine(block);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        open = true;
        number = Math.max(number, 0) * 10 + character - '0';
        if (number > Integer.MAX_VALUE) {
          throw MalformedInput.atLine(source, line, number + "… is beyond any vocabulary", "");
        }
      }
      default ->
          throw MalformedInput.atLine(
              source,
              line,
              "'" + (char) (character & 0xff) + "' where a token's number is expected",
              "ids are decimal numbers with spaces between them; for other kinds see --input");
    }
  }

  private void endNumber(TokenBlock block) {
    if (number >= 0) {
      block.tokens[block.size++] = (int) number;
      number = -1;
    }
  }

  private void endLine(TokenBlock block) {
    block.ends[block.documents++] = block.size;
    line++;
    open = false;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
