package chainrule.tokenize.stream;

import chainrule.tokenize.io.BadSetting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes bare little-endian integers of 16 or 32 bits, as nanoGPT's preparation scripts do: no
/// header, no ends of documents.
public final class ArrayWriter implements TokenWriter {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final int tokenBytes;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  /// @param tokenBytes 2 or 4
  public ArrayWriter(OutputStream out, int tokenBytes) {
    this.out = out;
    this.tokenBytes = tokenBytes;
  }

  @Override
  public void write(int[] tokens, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      if (buffer.remaining() < tokenBytes) {
        drain();
      }
      if (tokenBytes == 4) {
        buffer.putInt(tokens[i]);
      } else if (tokens[i] >>> 16 == 0) {
        buffer.putShort((short) tokens[i]);
      } else {
        throw new BadSetting("token " + tokens[i] + " does not fit 16 bits", "use --format u32");
      }
    }
  }

  @Override
  public void endDocument() {}

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    flush();
  }

  private void drain() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
