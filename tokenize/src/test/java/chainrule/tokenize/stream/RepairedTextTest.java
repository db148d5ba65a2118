package chainrule.tokenize.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RepairedTextTest {
  /// A pipe that gives a few bytes at a time.
  private static InputStream slow(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] buffer, int offset, int length) {
        return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(3)));
      }
    };
  }

  @Test
  void eachByteThatIsNotUtf8IsReplacedWhereverTheTextIsCut() throws IOException {
    Random random = new Random(7);
    byte[] valid = "aé語😀".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) { // pieces of characters
        bytes[i] = valid[(i + random.nextInt(2)) % valid.length];
      }
      assertArrayEquals(
          InvalidText.repair(bytes, 0, bytes.length),
          new RepairedText(slow(bytes, random)).readAllBytes());
    }
  }

  @Test
  void textIsReadAsItComes() throws IOException {
    byte[] bytes = {'a', (byte) 0xe8, (byte) 0xaa, (byte) 0xff};
    InputStream repaired = new RepairedText(new ByteArrayInputStream(bytes));
    assertEquals(4, repaired.available());
    assertEquals(
        "a\uFFFD\uFFFD\uFFFD", new String(repaired.readAllBytes(), StandardCharsets.UTF_8));
  }
}
