package chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an output for which there is no room. The processes may not write files above
/// some kilobytes, which ends as a full disk does: a write fails in the middle.
class FullDiskTest {
  private static final int BLOCKS = 32; // of 512 or 1,024 bytes, as the shell has it

  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      words.append(Integer.toString(i * i % 7919, 36)).append(i % 10 == 9 ? '\n' : ' ');
    }
    text = Files.writeString(folder.resolve("text"), words);
  }

  private Process run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "ulimit -f " + BLOCKS + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still there after a minute");
    return process;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void modelThatDoesNotFitIsNamedAndTheOldOneStands() throws Exception {
    for (String format : List.of("arpa", "binary")) {
      Path model = Files.writeString(folder.resolve("model"), "old");
      Process count =
          run(
              "count",
              "-n3",
              "--smoothing=witten-bell",
              "--format=" + format,
              "-o",
              model.toString(),
              text.toString());
      String said = count.errorReader().readLine();
      assertEquals(74, count.exitValue(), said);
      assertTrue(said.startsWith("chainrule count: " + model + ": cannot be written: "), said);
      assertEquals("old", Files.readString(model));
      assertEquals(List.of("model", "text"), names());
    }
  }

  @Test
  void folderOfTemporaryFilesIsNamedAndLeftEmpty() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process count =
        run("count", "-n3", "--format=counts", "--temp-dir", temporary.toString(), text.toString());
    String said = count.errorReader().readLine();
    assertEquals(74, count.exitValue(), said);
    assertTrue(
        said.startsWith("chainrule count: " + temporary + ": temporary data cannot be written"),
        said);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(0, left.count());
    }
  }
}
