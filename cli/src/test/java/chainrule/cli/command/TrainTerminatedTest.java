package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run keeps no copy of its text when it is terminated.
final class TrainTerminatedTest {
  private static final String TEXT = "Row, row, row your boat.\n".repeat(30);

  @TempDir private Path folder;

  private Process train(Path run) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--")) // what modules export
        .forEach(words::add);
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-classpath"));
    words.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of("train", "--model", "rnn", "--width", "8", "--context", "16"));
    words.addAll(List.of("--steps", "1000000000", "--eval-every", "1"));
    words.addAll(List.of("-o", run.toString()));
    return new ProcessBuilder(words).start();
  }

  private static void terminate(Process process) throws Exception {
    process.toHandle().destroy(); // SIGTERM, and what it said can still be read
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still there after SIGTERM");
    assertEquals(143, process.exitValue());
  }

  private static List<String> tokens(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".train.tok"))
          .toList();
    }
  }

  @Test
  void whileItTrains() throws Exception {
    Path run = folder.resolve("run");
    Process process = train(run);
    try (OutputStream in = process.getOutputStream()) {
      in.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    BufferedReader said = process.errorReader();
    String line = said.readLine();
    while (!line.startsWith("step ")) { // the first says what the tokens are
      line = said.readLine();
    }
    assertEquals(List.of(".train.tok"), tokens(run));
    Thread drain = Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
    terminate(process);
    drain.join();
    assertEquals(List.of(), tokens(run));
  }

  @Test
  void whileItReads() throws Exception {
    Path run = folder.resolve("run");
    Process process = train(run);
    OutputStream in = process.getOutputStream(); // whose end does not come
    in.write(TEXT.getBytes(StandardCharsets.UTF_8));
    in.flush();
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(run) || tokens(run).isEmpty()) {
      assertTrue(System.nanoTime() < patience, "no tokens were gathered");
      Thread.sleep(10);
    }
    terminate(process);
    assertEquals(List.of(), tokens(run));
  }
}
