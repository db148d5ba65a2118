package chainrule.tokenize.stream;

import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads bare little-endian integers of 16 or 32 bits; all of them are one document.
public final class ArrayReader implements TokenReader {
  private final String source;
  private final InputStream in;
  private final int tokenBytes;
  private final byte[] buffer;
  private long offset;
  private boolean open;

  /// @param tokenBytes 2 or 4
  public ArrayReader(String source, InputStream in, int tokenBytes) {
    this.source = source;
    this.in = in;
    this.tokenBytes = tokenBytes;
    this.buffer = new byte[TokenBlock.CAPACITY * tokenBytes];
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
    int bytes = in.readNBytes(buffer, 0, buffer.length);
    if (bytes % tokenBytes != 0) {
      throw MalformedInput.atByte(
          source,
          offset + bytes,
          "ends within a number of " + 8 * tokenBytes + " bits",
          "it is cut short, or --input names the wrong width");
    }
    offset += bytes;
    ByteBuffer data = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    block.size = bytes / tokenBytes;
    for (int i = 0; i < block.size; i++) {
      block.tokens[i] = tokenBytes == 2 ? data.getShort() & 0xffff : data.getInt();
      if (block.tokens[i] < 0) {
        throw MalformedInput.atByte(
            source,
            offset - bytes + 4L * i,
            "token " + Integer.toUnsignedString(block.tokens[i]) + " is beyond any vocabulary",
            "is it an array of 16-bit numbers? then use --input u16");
      }
    }
    open |= block.size > 0;
    if (block.size == 0 && open) {
      open = false;
      block.ends[block.documents++] = 0;
    }
    return !block.isEmpty();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
