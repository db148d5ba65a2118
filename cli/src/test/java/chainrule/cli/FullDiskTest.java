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
                "--add-modules=jdk.incubator.vector",
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still there after a minute");
    return process;
  }

  /// The last line, behind what Java has to say about its modules.
  private static String said(Process process) {
    return process.errorReader().lines().reduce("", (_, line) -> line);
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
      String said = said(count);
      assertEquals(74, count.exitValue(), said);
      assertTrue(said.startsWith("chainrule count: " + model + ": cannot be written: "), said);
      assertEquals("old", Files.readString(model));
      assertEquals(List.of("model", "text"), names());
    }
  }

  @Test
  void fileOfARunThatDoesNotFitIsNamed() throws Exception {
    assertTrains(
        "state/step-000000003.safetensors", "make room, and --resume begins again", "--width=40");
    assertTrains(
        "metrics.csv",
        "make room, and --resume goes on from the state of step 1",
        "--optimizer=sgd",
        "--steps=600",
        "--eval-every=1");
  }

  private void assertTrains(String full, String advice, String... more) throws Exception {
    Path run = folder.resolve("run-" + full.length());
    Path lines = Files.writeString(folder.resolve("lines"), "Row, row your boat.\n".repeat(20));
    List<String> words =
        new ArrayList<>(List.of("train", "-q", "--model=rnn", "--layers=1", "--width=2"));
    words.addAll(List.of("--context=8", "--batch=1", "--steps=3", "-o", run.toString()));
    words.addAll(List.of(more));
    words.add(lines.toString());
    Process train = run(words.toArray(String[]::new));
    String said = said(train);
    assertEquals(74, train.exitValue(), said);
    assertTrue(
        said.startsWith("chainrule train: " + run.resolve(full) + ": cannot be written: "), said);
    assertTrue(said.endsWith("; " + advice), said);
  }

  @Test
  void folderOfTemporaryFilesIsNamedAndLeftEmpty() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process count =
        run("count", "-n3", "--format=counts", "--temp-dir", temporary.toString(), text.toString());
    String said = said(count);
    assertEquals(74, count.exitValue(), said);
    assertTrue(
        said.startsWith("chainrule count: " + temporary + ": temporary data cannot be written"),
        said);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(0, left.count());
    }
  }
}
