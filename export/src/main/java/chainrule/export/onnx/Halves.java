package chainrule.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Takes numbers of 32 bits, little-endian, and hands them on with 16.
final class Halves extends OutputStream {
  private final OutputStream out;
  private final ByteBuffer pending = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);

  Halves(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int at = from; at < from + length; ) {
      int count = Math.min(from + length - at, pending.remaining());
      pending.put(bytes, at, count);
      at += count;
      if (!pending.hasRemaining()) {
        drain();
      }
    }
  }

  /// Hands on all that is there; the stream below stays open.
  void drain() throws IOException {
    int count = pending.flip().remaining() / Float.BYTES;
    for (int i = 0; i < count; i++) {
      pending.putShort(Short.BYTES * i, Float.floatToFloat16(pending.getFloat(Float.BYTES * i)));
    }
    out.write(pending.array(), 0, Short.BYTES * count);
    pending.clear();
  }
}
