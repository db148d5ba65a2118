package chainrule.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Through `tokenize`, which reads any files.
class InputFilesTest {
  @TempDir Path folder;

  @Test
  void aListOfLinesIsNoName() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "a\n");
    Path lines = Files.writeString(folder.resolve("lines"), text + "\n" + text + "\n");
    assertEquals(
        "65 chainrule tokenize: "
            + lines
            + ": has lines, but the names in it must each be ended by a NUL byte; find -print0"
            + " writes such a list, and tr '\\n' '\\0' makes one of lines",
        Shell.PLAIN.run("tokenize", "-t", "byte", "--files0-from", lines).failure());
  }

  @Test
  void theLastNameNeedsNoEnd() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "a\n");
    Path names = Files.writeString(folder.resolve("names"), text + "\0" + text);
    Path one = Files.writeString(folder.resolve("one"), text.toString());
    String ids = "97\n";
    Object[] words = {"tokenize", "-t", "byte", "--format", "ids", "--files0-from", names};
    assertEquals(ids + ids, Shell.PLAIN.run(words).text());
    words[6] = one;
    assertEquals(ids, Shell.PLAIN.run(words).text());
  }
}
