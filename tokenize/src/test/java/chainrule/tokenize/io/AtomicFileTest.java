package chainrule.tokenize.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theOldFileStandsUntilTheNewOneIsCommitted() throws IOException {
    Path target = Files.writeString(folder.resolve("x"), "old");
    try (AtomicFile file = AtomicFile.create(target)) {
      file.stream().write(NEW);
      assertEquals("old", Files.readString(target));
      file.commit();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("x"), names());
  }

  @Test
  void withoutACommitNothingHasHappened() throws IOException {
    try (AtomicFile file = AtomicFile.create(folder.resolve("x"))) {
      file.stream().write(NEW);
    }
    assertEquals(List.of(), names());
  }

  @Test
  void whatAKilledProcessLeftAsideIsTakenOver() throws IOException {
    Path target = folder.resolve("x");
    AtomicFile killed = AtomicFile.create(target);
    killed.stream().write("longer than the new".getBytes(StandardCharsets.UTF_8));
    killed.channel().close();
    try (AtomicFile file = AtomicFile.create(target)) {
      file.stream().write(NEW);
      file.commit();
    }
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("x"), names());
  }

  @Test
  void aLinkGoesOnPointingToItsFile() throws IOException {
    Path target = Files.writeString(folder.resolve("x"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    try (AtomicFile file = AtomicFile.create(link)) {
      file.stream().write(NEW);
      file.commit();
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
  }

  @Test
  void aMissingFolderIsNamedBeforeAnyWork() {
    Path target = folder.resolve("none").resolve("x");
    UnwritableOutput failure =
        assertThrows(UnwritableOutput.class, () -> AtomicFile.create(target).close());
    assertTrue(failure.getMessage().contains(folder.resolve("none") + " does not exist"));
    assertFalse(Files.exists(target));
  }

  @Test
  void aFolderIsNotReplaced() {
    assertThrows(UnwritableOutput.class, () -> AtomicFile.create(folder).close());
  }

  @Test
  void whatAnotherRunIsWritingIsLeftAlone() throws IOException {
    Path target = folder.resolve("x");
    try (AtomicFile first = AtomicFile.create(target)) {
      first.stream().write(NEW);
      Busy failure = assertThrows(Busy.class, () -> AtomicFile.create(target).close());
      assertTrue(failure.getMessage().contains(target + ": another run"), failure.getMessage());
      first.commit();
    }
    assertEquals("new", Files.readString(target));
    AtomicFile.create(target).close();
    assertEquals(List.of("x"), names());
  }

  @Test
  void theNewFileHasThePermissionsOfTheOld() throws IOException {
    Path target = Files.writeString(folder.resolve("x"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    try (AtomicFile file = AtomicFile.create(target)) {
      file.commit();
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }
}
