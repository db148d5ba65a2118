package chainrule.tokenize.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static String written(String token) {
    return new String(Pieces.write(token.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Test
  void whatWouldBreakALineIsEscaped() {
    assertEquals("\\sword", written(" word"));
    assertEquals("\\n\\t\\r\\\\", written("\n\t\r\\"));
    assertEquals("\\x{85}\\x{3000}", written("\u0085\u3000"));
    assertEquals("é", written("é"));
    assertEquals("\\e", written(""));
  }

  @Test
  void everyStringOfBytesComesBack() {
    Random random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      byte[] token = new byte[random.nextInt(6)];
      random.nextBytes(token);
      byte[] piece = Pieces.write(token);
      assertArrayEquals(token, Pieces.read(piece, 0, piece.length));
    }
  }

  @Test
  void anEscapeThatNobodyWritesIsRefused() {
    for (String piece : new String[] {"\\", "\\q", "\\x4", "\\xG0", "\\x{110000}", "\\x{41"}) {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      assertNull(Pieces.read(bytes, 0, bytes.length), piece);
    }
  }
}
