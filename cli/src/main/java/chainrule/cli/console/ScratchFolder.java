package chainrule.cli.console;

import chainrule.tokenize.io.UnwritableOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder for files that nobody asked for. It is gone when closed, and when the process is
/// interrupted.
public final class ScratchFolder implements AutoCloseable {
  private final Path path;
  private final Interrupts.Registration registration;

  private ScratchFolder(Path path, Interrupts interrupts) {
    this.path = path;
    this.registration = interrupts.register(() -> remove(path));
  }

  /// Where the system has its temporary files.
  public static ScratchFolder make(Interrupts interrupts) {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return new ScratchFolder(Files.createTempDirectory(parent, "chainrule-"), interrupts);
    } catch (IOException e) {
      throw new UnwritableOutput(
          parent + ": no temporary folder can be made there",
          "name another folder in the variable TMPDIR",
          e);
    }
  }

  /// In a folder that has to do with the files.
  public static ScratchFolder in(Path parent, Interrupts interrupts) {
    try {
      return new ScratchFolder(Files.createTempDirectory(parent, ".chainrule-"), interrupts);
    } catch (IOException e) {
      throw new UnwritableOutput(
          parent + ": no folder can be made there", "write to another folder", e);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    remove(path);
    registration.close();
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
