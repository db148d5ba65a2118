package chainrule.tokenize.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads the protocol-buffers wire format field by field, as SentencePiece and ONNX files use it. A
/// reader stands at one message; the caller loops over [#next()] and takes or skips each value.
/// Data that ends too early or has an unknown wire type is a [MalformedInput] with its offset.
public final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final String source;
  private final ByteBuffer data;
  private final long base; // offset of the data in the file, for messages
  private int wireType;

  private Protobuf(String source, ByteBuffer data, long base) {
    this.source = source;
    this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.base = base;
  }

  public static Protobuf of(String source, ByteBuffer data) {
    return new Protobuf(source, data, 0);
  }

  /// The number of the next field, or 0 at the end of the message.
  public int next() {
    if (!data.hasRemaining()) {
      return 0;
    }
    long key = varint();
    wireType = (int) (key & 7);
    int field = (int) (key >>> 3);
    if (field == 0 || key >>> 32 != 0) {
      throw malformed("a field has no valid number");
    }
    return field;
  }

  /// A varint, as integers, enumerations and truth values are.
  public long integer() {
    expect(VARINT);
    return varint();
  }

  public float real32() {
    expect(FIXED32);
    need(4);
    return data.getFloat();
  }

  public double real64() {
    expect(FIXED64);
    need(8);
    return data.getDouble();
  }

  /// A view of the bytes, without a copy.
  public ByteBuffer bytes() {
    expect(BYTES);
    long length = varint();
    need(length);
    ByteBuffer view = data.slice(data.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    data.position(data.position() + (int) length);
    return view;
  }

  public String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  public Protobuf message() {
    ByteBuffer view = bytes();
    return new Protobuf(source, view, base + data.position() - view.remaining());
  }

  /// Repeated numbers may stand packed in one field or one by one; true for the first form.
  public boolean isPacked() {
    return wireType == BYTES;
  }

  public boolean hasRemaining() {
    return data.hasRemaining();
  }

  /// An integer of a packed field, which [#message()] opens.
  public long packedInteger() {
    return varint();
  }

  public void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> bytes();
      case FIXED32 -> advance(4);
      default -> throw malformed("wire type " + wireType + " is not known");
    }
  }

  private void advance(int count) {
    need(count);
    data.position(data.position() + count);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte b = data.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number is longer than 64 bits");
  }

  private void expect(int type) {
    if (wireType != type) {
      throw malformed("a field has wire type " + wireType + " where " + type + " is expected");
    }
  }

  private void need(long count) {
    if (count < 0 || count > data.remaining()) {
      throw malformed("the data ends in the middle of a field");
    }
  }

  private MalformedInput malformed(String problem) {
    return MalformedInput.atByte(
        source, base + data.position(), problem, "the file is cut short or of another kind");
  }
}
