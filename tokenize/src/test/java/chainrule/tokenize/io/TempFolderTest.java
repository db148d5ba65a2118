package chainrule.tokenize.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TempFolderTest {
  @TempDir private Path parent;

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }

  @Test
  void itIsMadeWhenNeededAndGoneWhenClosed() throws IOException {
    TempFolder folder = new TempFolder(parent, "");
    assertEquals(List.of(), left());
    Path file = folder.file("part");
    try (OutputStream out = folder.write(file)) {
      out.write(new byte[] {1, 2, 3});
    }
    assertEquals(3, Files.size(file));
    folder.close();
    folder.close();
    assertEquals(List.of(), left());
    assertThrows(IOException.class, () -> folder.file("late"));
    assertEquals(List.of(), left());
  }

  @Test
  void whatAKilledProcessLeftGoesAndWhatIsInUseStays() throws IOException {
    Path dead = Files.createDirectory(parent.resolve("chainrule-tmp-dead"));
    Files.createFile(dead.resolve("lock")); // which nobody holds
    Files.writeString(dead.resolve("input-0"), "left");
    Path foreign = Files.createDirectory(parent.resolve("chainrule-tmp-foreign"));
    Files.writeString(foreign.resolve("notes"), "no lock: not ours");
    try (TempFolder used = new TempFolder(parent, "")) {
      Path file = Files.writeString(used.file("part"), "in use");
      try (TempFolder other = new TempFolder(parent, "")) {
        assertEquals("in use", Files.readString(file));
        assertEquals(parent, other.parent());
      }
    }
    assertEquals(List.of(foreign), left());
  }
}
