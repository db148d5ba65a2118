package chainrule.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
  @TempDir Path home;

  /// What the process of the second test does.
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(OnnxRuntime.probe().providers());
      Thread.sleep(300); // what calls home does so in the background
    }
  }

  @Test
  void theProcessorIsAlwaysThere() {
    OnnxRuntime runtime = OnnxRuntime.probe();
    assertTrue(runtime.providers().contains("CPU"), runtime.toString());
    assertTrue(runtime.version().matches("\\d+\\.\\d+\\.\\d+"), runtime.version());
  }

  @Test
  void nothingIsKeptInTheUsersFolderForTelemetry() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-classpath",
            System.getProperty("java.class.path"),
            Probe.class.getName());
    builder.environment().put("HOME", home.toString());
    builder.environment().keySet().removeAll(List.of("XDG_CACHE_HOME", Telemetry.VARIABLE));
    builder.redirectErrorStream(true);
    try (InputStream said = builder.start().getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(text.contains("CPU"), text);
    }
    try (Stream<Path> files = Files.walk(home)) {
      assertEquals(List.of(home), files.toList());
    }
  }
}
