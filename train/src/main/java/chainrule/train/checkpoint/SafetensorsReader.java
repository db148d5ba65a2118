package chainrule.train.checkpoint;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads safetensors, ours and those of other tools. Where a checksum stands among the notes the
/// numbers must agree with it.
public final class SafetensorsReader {
  private static final int BUFFER = 1 << 20;
  private static final int LARGEST_HEADER = 100_000_000; // as the format's own library has it
  private static final String REMEDY = "it was cut short or changed; restore it or make it again";

  private final String source;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();

  SafetensorsReader(String source, FileChannel channel) {
    this.source = source;
    this.channel = channel;
  }

  /// Reads every tensor into memory.
  public static Safetensors read(Input input) throws IOException {
    try (FileChannel channel = input.channel()) {
      SafetensorsReader reader = new SafetensorsReader(input.name(), channel);
      return reader.content(reader.header());
    }
  }

  /// The same of a file that must have a [Seal], and agree with it.
  static Safetensors readSealed(Input input) throws IOException {
    try (FileChannel channel = input.channel()) {
      SafetensorsReader reader = new SafetensorsReader(input.name(), channel);
      Json.Members header = reader.header();
      if (!Seal.holds(header)) {
        throw reader.malformed("the checksum of its header is wrong, or it has none");
      }
      return reader.content(header);
    }
  }

  /// Reads what a file says of itself, without its numbers: notes, and a shape for each tensor.
  public static Json.Members readHeader(Input input) throws IOException {
    try (FileChannel channel = input.channel()) {
      return new SafetensorsReader(input.name(), channel).header();
    }
  }

  private Json.Members header() throws IOException {
    buffer.clear().limit(Long.BYTES);
    long length = fill() < Long.BYTES ? -1 : buffer.flip().getLong();
    if (length < 2 || length > Math.min(LARGEST_HEADER, channel.size() - Long.BYTES)) {
      throw malformed("is not a safetensors file, or cut short");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    String text = new String(bytes.array(), StandardCharsets.UTF_8);
    if (JsonReader.read(source + ", header", text) instanceof Json.Members members) {
      return members;
    }
    throw malformed("its header is no JSON object");
  }

  /// The channel stands behind the header.
  private Safetensors content(Json.Members header) throws IOException {
    Layout layout = new Layout(header);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Place> entry : layout.places.entrySet()) {
      channel.position(layout.begin + entry.getValue().begin());
      tensors.put(entry.getKey(), numbers(entry.getValue()));
    }
    layout.check(checksum);
    return new Safetensors(tensors, layout.notes);
  }

  /// What a file's header says: where the numbers begin in the file, and the place of each tensor,
  /// in the order of the header.
  final class Layout {
    final long begin;
    final Map<String, Place> places = new LinkedHashMap<>();
    final Map<String, String> notes = new LinkedHashMap<>();
    private final String noted; // null where the file has no checksum

    private Layout(Json.Members header) throws IOException {
      begin = channel.position();
      long numbers = channel.size() - begin;
      long expected = 0;
      for (Map.Entry<String, Json> entry : header.members().entrySet()) {
        if (entry.getKey().equals("__metadata__")) {
          notes.putAll(notes(entry.getValue()));
          continue;
        }
        Place place = place(entry.getKey(), entry.getValue());
        if (place.end() > numbers) {
          throw malformed(
              "holds %,d bytes of numbers where tensor %s ends at %,d"
                  .formatted(numbers, entry.getKey(), place.end()));
        }
        places.put(entry.getKey(), place);
        expected += place.end() - place.begin();
      }
      if (expected != numbers) {
        throw malformed(
            "holds %,d bytes of numbers where its header names %,d".formatted(numbers, expected));
      }
      requireApart();
      noted = notes.remove(Safetensors.CHECKSUM);
      notes.remove(Seal.NOTE);
    }

    /// Every byte of the numbers belongs to one tensor, as the format wants it.
    private void requireApart() {
      long end = 0;
      for (Map.Entry<String, Place> entry :
          places.entrySet().stream()
              .sorted(
                  Map.Entry.comparingByValue(
                      Comparator.comparingLong(Place::begin).thenComparingLong(Place::end)))
              .toList()) {
        if (entry.getValue().begin() != end) {
          throw malformed(
              "tensor %s begins at byte %,d of the numbers where the one before it ends at %,d"
                  .formatted(entry.getKey(), entry.getValue().begin(), end));
        }
        end = entry.getValue().end();
      }
    }

    /// @param seen of all numbers, in the order of the header
    void check(CRC32C seen) {
      if (noted != null && !noted.equals(Long.toHexString(seen.getValue()))) {
        throw malformed("the checksum of its numbers is wrong");
      }
    }
  }

  Layout layout() throws IOException {
    return new Layout(header());
  }

  private Map<String, String> notes(Json value) {
    Map<String, String> notes = new LinkedHashMap<>();
    if (value instanceof Json.Members(Map<String, Json> members)) {
      members.forEach(
          (name, note) -> {
            if (note instanceof Json.Text(String text)) {
              notes.put(name, text);
            }
          });
    }
    return notes;
  }

  /// Where the numbers of a tensor are, counted from the first of all.
  record Place(ElementType element, Shape shape, long begin, long end) {}

  private Place place(String name, Json value) {
    try {
      Json.Members entry = (Json.Members) value;
      String type = ((Json.Text) entry.members().get("dtype")).value();
      Optional<ElementType> element = ElementType.named(type);
      if (element.isEmpty()) {
        throw malformed("tensor " + name + " has numbers of type " + type);
      }
      int[] sizes =
          ((Json.Items) entry.members().get("shape"))
              .items().stream()
                  .mapToInt(size -> Math.toIntExact(((Json.Numeral) size).integer()))
                  .toArray();
      Json.Items offsets = (Json.Items) entry.members().get("data_offsets");
      long begin = ((Json.Numeral) offsets.items().get(0)).integer();
      long end = ((Json.Numeral) offsets.items().get(1)).integer();
      Shape shape = Shape.of(sizes);
      long count = shape.span(0, shape.rank());
      if (begin < 0 || end - begin != Math.multiplyExact(count, element.get().bytes())) {
        throw malformed("tensor " + name + " of shape " + shape + " has a wrong place");
      }
      if (count > Shape.MOST_ELEMENTS) {
        throw malformed(
            "tensor %s of shape %s has more than %,d numbers, the most that can be read"
                .formatted(name, shape, Shape.MOST_ELEMENTS));
      }
      return new Place(element.get(), shape, begin, end);
    } catch (ClassCastException
        | NullPointerException
        | ArithmeticException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw malformed("tensor " + name + " is not described as the format wants it");
    }
  }

  private Tensor numbers(Place place) throws IOException {
    Tensor tensor = Tensor.zeros(place.element.type(), place.shape);
    int width = place.element.bytes();
    for (int at = 0; at < tensor.size(); ) {
      buffer.clear().limit((int) Math.min(BUFFER, (long) (tensor.size() - at) * width));
      if (fill() < buffer.limit()) {
        throw malformed("has become shorter while it was read");
      }
      int count = buffer.limit() / width;
      checksum.update(buffer.flip());
      buffer.rewind();
      switch (place.element) {
        case F32 -> buffer.asFloatBuffer().get(tensor.floats(), at, count);
        case F64 -> buffer.asDoubleBuffer().get(tensor.doubles(), at, count);
        case I32 -> buffer.asIntBuffer().get(tensor.ints(), at, count);
        case F16 -> {
          for (int i = 0; i < count; i++) {
            tensor.floats()[at + i] = Float.float16ToFloat(buffer.getShort(2 * i));
          }
        }
        case BF16 -> {
          for (int i = 0; i < count; i++) {
            tensor.floats()[at + i] = Float.intBitsToFloat(buffer.getShort(2 * i) << 16);
          }
        }
      }
      at += count;
    }
    return tensor;
  }

  private int fill() throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return buffer.position();
      }
    }
    return buffer.position();
  }

  private MalformedInput malformed(String problem) {
    return new MalformedInput(source, "", problem, REMEDY);
  }
}
