package chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands on the disk, and what the shell learns, when a process ends in the middle of its
/// output.
class KilledTest {
  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void oldFile() throws IOException {
    target = Files.writeString(folder.resolve("x"), "old");
  }

  private static Process writer(Path target) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                target.toString())
            .start();
    return process;
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader said = process.inputReader();
    assertEquals("ready", said.readLine());
  }

  private int end(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still there after SIG" + signal);
    return process.exitValue();
  }

  /// Shells start what they send to the background so, and a child inherits it.
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatIsInterruptedLeavesTheOldFileAndNothingAside() throws Exception {
    assumeFalse(ignoresInterrupts(), "this run of the tests ignores SIGINT");
    Process process = writer(target);
    awaitReady(process);
    assertEquals(130, end(process, "INT"));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("x"), names());
    assertEquals(0, process.errorReader().lines().count());
  }

  @Test
  void whatIsTerminatedLeavesTheOldFileAndNothingAside() throws Exception {
    Process process = writer(target);
    awaitReady(process);
    assertEquals(143, end(process, "TERM"));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("x"), names());
  }

  @Test
  void whatIsKilledLeavesTheOldFileAndTheNextRunCleansUp() throws Exception {
    Process process = writer(target);
    awaitReady(process);
    assertEquals(137, end(process, "KILL"));
    assertEquals("old", Files.readString(target));
    Process next = writer(target);
    try (OutputStream go = next.getOutputStream()) {
      go.write('\n');
    }
    assertEquals(0, next.waitFor());
    assertEquals(100_000, Files.size(target));
    assertEquals(List.of("x"), names());
  }

  @Test
  void twoRunsDoNotWriteTheSameFile() throws Exception {
    Process first = writer(target);
    awaitReady(first);
    Process second = writer(target);
    assertEquals(75, second.waitFor());
    String said = second.errorReader().readLine();
    assertTrue(said.startsWith("writer: " + target + ": another run is writing it; "), said);
    try (OutputStream go = first.getOutputStream()) {
      go.write('\n');
    }
    assertEquals(0, first.waitFor());
    assertEquals(100_000, Files.size(target));
  }

  @Test
  void aFullDeviceIsAnErrorOfItsOwn() throws Exception {
    Process process = writer(Path.of("/dev/full"));
    assertEquals(74, process.waitFor());
    String said = process.errorReader().readLine();
    assertEquals("writer: /dev/full: cannot be written: No space left on device", said);
  }

  @Test
  void whatCannotBeMadeIsToldBeforeTheWork() throws Exception {
    Process process = writer(folder.resolve("none/x"));
    assertEquals(73, process.waitFor());
    assertEquals(
        "writer: "
            + folder
            + "/none/x: the folder "
            + folder
            + "/none does not exist; make it first",
        process.errorReader().readLine());
  }
}
