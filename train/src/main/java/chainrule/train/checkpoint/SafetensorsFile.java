package chainrule.train.checkpoint;

import chainrule.tokenize.io.Input;
import chainrule.train.checkpoint.SafetensorsReader.Layout;
import chainrule.train.checkpoint.SafetensorsReader.Place;
import chainrule.train.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A safetensors file whose numbers stay on disk and are copied in little memory;
/// [SafetensorsReader] is for those who want them in memory. Not for use by several threads.
public final class SafetensorsFile implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final FileChannel channel;
  private final Layout layout;
  private final byte[] bytes = new byte[CHUNK];

  private SafetensorsFile(FileChannel channel, Layout layout) {
    this.channel = channel;
    this.layout = layout;
  }

  /// Opens a file and reads it once, to see that it is whole.
  public static SafetensorsFile open(Input input) throws IOException {
    FileChannel channel = input.channel();
    try {
      Layout layout = new SafetensorsReader(input.name(), channel).layout();
      SafetensorsFile file = new SafetensorsFile(channel, layout);
      CRC32C checksum = new CRC32C();
      for (Place place : layout.places.values()) {
        file.read(place, chunk -> checksum.update(chunk));
      }
      layout.check(checksum);
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  public Optional<Shape> shape(String name) {
    return Optional.ofNullable(layout.places.get(name)).map(Place::shape);
  }

  /// Writes all numbers of a tensor as 32-bit ones, little-endian.
  public void copy(String name, OutputStream out) throws IOException {
    Place place = layout.places.get(name);
    switch (place.element()) {
      case F32 -> read(place, chunk -> out.write(bytes, 0, chunk.limit()));
      case F64, I32, F16, BF16 -> read(place, chunk -> out.write(singles(place.element(), chunk)));
    }
  }

  private static byte[] singles(ElementType element, ByteBuffer chunk) {
    int count = chunk.remaining() / element.bytes();
    ByteBuffer singles = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      singles.putFloat(
          switch (element) {
            case F32 -> chunk.getFloat();
            case F64 -> (float) chunk.getDouble();
            case I32 -> chunk.getInt();
            case F16 -> Float.float16ToFloat(chunk.getShort());
            case BF16 -> Float.intBitsToFloat(chunk.getShort() << 16);
          });
    }
    return singles.array();
  }

  private interface Sink {
    void take(ByteBuffer chunk) throws IOException;
  }

  private void read(Place place, Sink sink) throws IOException {
    for (long at = place.begin(); at < place.end(); ) {
      int count = (int) Math.min(CHUNK, place.end() - at);
      ByteBuffer chunk = ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN);
      while (chunk.hasRemaining()) {
        if (channel.read(chunk, layout.begin + at + chunk.position()) < 0) {
          throw new IOException("the file has become shorter while it was read");
        }
      }
      sink.take(chunk.flip());
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
