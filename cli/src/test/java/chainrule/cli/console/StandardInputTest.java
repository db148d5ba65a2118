package chainrule.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chainrule.tokenize.io.BadSetting;
import chainrule.tokenize.io.UnreadableInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardInputTest {
  /// What the system says of a descriptor, as Java hands it on.
  private static StandardInput failing(String message) {
    return new StandardInput(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException(message);
          }
        });
  }

  @Test
  void aClosedOneCannotBeRead() {
    StandardInput closed = failing("Bad file descriptor");
    assertEquals(
        "standard input: is closed",
        assertThrows(UnreadableInput.class, () -> closed.read()).getMessage());
  }

  @Test
  void itIsGivenAwayOnce() {
    StandardInput in = new StandardInput(InputStream.nullInputStream());
    assertSame(in, in.as("text"));
    for (String use : List.of("model", "text")) {
      assertEquals(
          "standard input can be read only once, but is wanted as text and as " + use,
          assertThrows(BadSetting.class, () -> in.as(use)).getMessage());
    }
  }

  @Test
  void aFolderIsNoInput() {
    StandardInput folder = failing("Is a directory");
    assertEquals(
        "standard input: is a folder where a file is expected",
        assertThrows(UnreadableInput.class, () -> folder.read(new byte[4])).getMessage());
  }

  @Test
  void otherFailuresNameIt() {
    StandardInput broken = failing("Input/output error");
    assertEquals(
        "standard input: Input/output error",
        assertThrows(IOException.class, () -> broken.read(new byte[4])).getMessage());
  }
}
