package chainrule.export.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A protocol-buffers message that is being put together. Its size is known before its bytes are
/// asked for, and large parts are written from where they lie, so that a file of any size is
/// written in little memory.
final class Message {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /// A stretch of bytes that knows its size before it is written.
  interface Part {
    long size();

    void writeTo(OutputStream out) throws IOException;
  }

  private record Literal(ByteArrayOutputStream bytes) implements Part {
    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      bytes.writeTo(out);
    }
  }

  private record Raw(ByteBuffer bytes) implements Part {
    private static final int CHUNK = 1 << 16;

    @Override
    public long size() {
      return bytes.remaining();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      ByteBuffer rest = bytes.duplicate();
      byte[] chunk = new byte[Math.min(CHUNK, rest.remaining())];
      while (rest.hasRemaining()) {
        int length = Math.min(chunk.length, rest.remaining());
        rest.get(chunk, 0, length);
        out.write(chunk, 0, length);
      }
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private ByteArrayOutputStream literal = new ByteArrayOutputStream();
  private long size;

  Message integer(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  Message real(int field, float value) {
    key(field, FIXED32);
    int bits = Float.floatToIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      put(bits >>> shift);
    }
    return this;
  }

  Message text(int field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    key(field, BYTES);
    varint(bytes.length);
    literal.writeBytes(bytes);
    size += bytes.length;
    return this;
  }

  Message message(int field, Message value) {
    value.close();
    key(field, BYTES);
    varint(value.size);
    close();
    parts.addAll(value.parts);
    size += value.size;
    return this;
  }

  /// Bytes that are written only when the whole message is.
  Message bytes(int field, Part part) {
    key(field, BYTES);
    varint(part.size());
    close();
    parts.add(part);
    size += part.size();
    return this;
  }

  /// Bytes as they lie in another message.
  Message bytes(int field, ByteBuffer bytes) {
    return bytes(field, new Raw(bytes));
  }

  long size() {
    return size;
  }

  /// All of it in memory; at most 2 GB.
  ByteBuffer toBuffer() {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size));
    writeTo(buffer);
    return buffer.flip();
  }

  /// The same outside of Java's heap.
  ByteBuffer toDirectBuffer() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(size));
    writeTo(buffer);
    return buffer.flip();
  }

  /// Writes all of it to where the buffer stands.
  void writeTo(ByteBuffer buffer) {
    try {
      writeTo(
          new OutputStream() {
            @Override
            public void write(int b) {
              buffer.put((byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              buffer.put(bytes, offset, length);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeTo(OutputStream out) throws IOException {
    close();
    for (Part part : parts) {
      part.writeTo(out);
    }
  }

  private void key(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void put(int value) {
    literal.write(value);
    size++;
  }

  private void close() {
    if (literal.size() > 0) {
      parts.add(new Literal(literal));
      literal = new ByteArrayOutputStream();
    }
  }
}
