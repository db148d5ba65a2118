package chainrule.tokenize.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The bytes follow the examples of the protocol-buffers encoding guide: field 1 = 150, field 2 =
/// "testing", field 3 = a message with field 1 = 150, field 4 = packed 3, 270, 86942.
class ProtobufTest {
  private static final byte[] BYTES =
      HexFormat.of().parseHex("089601" + "120774657374696e67" + "1a03089601" + "2206038e029ea705");

  @Test
  void fieldsOfEveryKindAreRead() {
    Protobuf message = Protobuf.of("x", ByteBuffer.wrap(BYTES));
    assertEquals(1, message.next());
    assertEquals(150, message.integer());
    assertEquals(2, message.next());
    assertEquals("testing", message.text());
    assertEquals(3, message.next());
    Protobuf inner = message.message();
    assertEquals(1, inner.next());
    assertEquals(150, inner.integer());
    assertEquals(0, inner.next());
    assertEquals(4, message.next());
    Protobuf packed = message.message();
    assertEquals(3, packed.packedInteger());
    assertEquals(270, packed.packedInteger());
    assertEquals(86942, packed.packedInteger());
    assertEquals(0, message.next());
  }

  @Test
  void aMessageCutInsideAFieldIsRefusedWithTheOffset() {
    Protobuf message = Protobuf.of("x", ByteBuffer.wrap(Arrays.copyOf(BYTES, 8)));
    message.next();
    message.skip();
    message.next();
    MalformedInput failure = assertThrows(MalformedInput.class, message::skip);
    assertEquals("x: byte 5: the data ends in the middle of a field", failure.getMessage());
  }
}
