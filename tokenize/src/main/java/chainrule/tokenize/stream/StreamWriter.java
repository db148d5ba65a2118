package chainrule.tokenize.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Writes the token stream; its form is described with the package.
public final class StreamWriter implements TokenWriter {
  static final int TOKENS = 1;
  static final int END = 2;
  static final int FRAME_HEADER = 16;

  private final OutputStream out;
  private final StreamHeader header;
  private final TokenBlock block = new TokenBlock();
  private final ByteBuffer frame;
  private final CRC32C checksum = new CRC32C();
  private long tokens;
  private long documents;
  private long textBytes;

  public StreamWriter(OutputStream out, StreamHeader header) throws IOException {
    this.out = out;
    this.header = header;
    int largest = FRAME_HEADER + TokenBlock.CAPACITY * (header.tokenBytes() + Integer.BYTES) + 16;
    this.frame = ByteBuffer.allocate(largest).order(ByteOrder.LITTLE_ENDIAN);
    out.write(header.bytes());
  }

  @Override
  public void write(int[] ids, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      int count = Math.min(to - at, TokenBlock.CAPACITY - block.size);
      for (int i = at; i < at + count; i++) {
        if (Integer.toUnsignedLong(ids[i]) >= header.vocabularySize()) {
          throw new IllegalArgumentException(
              "token " + ids[i] + " of a vocabulary of " + header.vocabularySize());
        }
      }
      System.arraycopy(ids, at, block.tokens, block.size, count);
      block.size += count;
      at += count;
      if (block.size == TokenBlock.CAPACITY) {
        writeFrame();
      }
    }
  }

  @Override
  public void addText(long bytes) {
    textBytes += bytes;
  }

  @Override
  public void endDocument() throws IOException {
    block.ends[block.documents++] = block.size;
    if (block.documents == TokenBlock.CAPACITY) {
      writeFrame();
    }
  }

  @Override
  public void flush() throws IOException {
    if (!block.isEmpty()) {
      writeFrame();
    }
    out.flush();
  }

  @Override
  public void finish() throws IOException {
    if (!block.isEmpty()) {
      writeFrame();
    }
    frame.clear().position(FRAME_HEADER);
    frame.putLong(tokens).putLong(documents).putLong(textBytes);
    send(END, 0, 0);
    out.flush();
  }

  private void writeFrame() throws IOException {
    frame.clear().position(FRAME_HEADER);
    if (header.tokenBytes() == 2) {
      for (int i = 0; i < block.size; i++) {
        frame.putShort((short) block.tokens[i]);
      }
    } else {
      for (int i = 0; i < block.size; i++) {
        frame.putInt(block.tokens[i]);
      }
    }
    pad(4);
    for (int i = 0; i < block.documents; i++) {
      frame.putInt(block.ends[i]);
    }
    pad(8);
    tokens += block.size;
    documents += block.documents;
    send(TOKENS, block.size, block.documents);
    block.clear();
  }

  private void pad(int multiple) {
    while (frame.position() % multiple != 0) {
      frame.put((byte) 0);
    }
  }

  private void send(int kind, int count, int ends) throws IOException {
    checksum.reset();
    checksum.update(frame.array(), FRAME_HEADER, frame.position() - FRAME_HEADER);
    frame.putInt(0, kind).putInt(4, count).putInt(8, ends);
    frame.putInt(12, (int) checksum.getValue());
    out.write(frame.array(), 0, frame.position());
  }

  /// The number of bytes in a frame of tokens after its header.
  static int payload(int tokenBytes, int count, int ends) {
    int aligned = (count * tokenBytes + 3) / 4 * 4 + ends * Integer.BYTES;
    return (aligned + 7) / 8 * 8;
  }
}
