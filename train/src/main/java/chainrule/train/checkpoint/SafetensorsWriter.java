package chainrule.train.checkpoint;

import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonWriter;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/// Writes safetensors: the length of a JSON header (8 bytes, little-endian), the header, then the
/// numbers of one tensor after another, little-endian. A checksum of the numbers stands among the
/// notes; where the header is to be guarded as well, its [Seal] does, too.
public final class SafetensorsWriter {
  private static final int BUFFER = 1 << 20;
  private static final int ALIGNMENT = 8; // of the numbers in the file

  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  private interface Sink {
    void take(ByteBuffer bytes) throws IOException;
  }

  /// Writes the whole file in memory that does not grow with it; the channel stays open.
  public void write(Safetensors content, WritableByteChannel out) throws IOException {
    write(content, UnaryOperator.identity(), out);
  }

  /// The same with a seal, for [SafetensorsReader#readSealed].
  void writeSealed(Safetensors content, WritableByteChannel out) throws IOException {
    write(content, Seal::put, out);
  }

  private void write(Safetensors content, UnaryOperator<Json.Members> seal, WritableByteChannel out)
      throws IOException {
    CRC32C checksum = new CRC32C();
    for (Tensor tensor : content.tensors().values()) {
      pump(tensor, checksum::update);
    }
    byte[] header = bytes(seal.apply(header(content, Long.toHexString(checksum.getValue()))));
    buffer.clear().putLong(header.length).flip();
    drain(buffer, out);
    drain(ByteBuffer.wrap(header), out);
    for (Tensor tensor : content.tensors().values()) {
      pump(tensor, bytes -> drain(bytes, out));
    }
  }

  private static Json.Members header(Safetensors content, String checksum) {
    Json.Members notes = Json.object();
    for (Map.Entry<String, String> note : content.notes().entrySet()) {
      notes = notes.with(note.getKey(), Json.of(note.getValue()));
    }
    Json.Members header =
        Json.object().with("__metadata__", notes.with(Safetensors.CHECKSUM, Json.of(checksum)));
    long at = 0;
    Map<String, Json> members = new LinkedHashMap<>(header.members());
    for (Map.Entry<String, Tensor> entry : content.tensors().entrySet()) {
      Tensor tensor = entry.getValue();
      long end = at + (long) tensor.size() * tensor.type().bytes();
      members.put(
          entry.getKey(),
          Json.object()
              .with("dtype", Json.of(ElementType.of(tensor.type()).name()))
              .with("shape", shape(tensor))
              .with("data_offsets", Json.of(List.of(Json.of(at), Json.of(end)))));
      at = end;
    }
    return new Json.Members(members);
  }

  private static byte[] bytes(Json.Members header) {
    String text = JsonWriter.line(header);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Json shape(Tensor tensor) {
    return Json.of(
        IntStream.range(0, tensor.shape().rank())
            .mapToObj(axis -> Json.of(tensor.shape().size(axis)))
            .toList());
  }

  private void pump(Tensor tensor, Sink sink) throws IOException {
    int most = BUFFER / tensor.type().bytes();
    for (int from = 0; from < tensor.size(); from += most) {
      int at = tensor.offset() + from;
      int count = Math.min(most, tensor.size() - from);
      buffer.clear();
      switch (tensor.type()) {
        case FLOAT32 -> buffer.asFloatBuffer().put(tensor.floats(), at, count);
        case FLOAT64 -> buffer.asDoubleBuffer().put(tensor.doubles(), at, count);
        case INT32 -> buffer.asIntBuffer().put(tensor.ints(), at, count);
      }
      buffer.limit(count * tensor.type().bytes());
      sink.take(buffer);
    }
  }

  private static void drain(ByteBuffer bytes, WritableByteChannel out) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
