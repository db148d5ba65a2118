package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void theReportForProgramsHasItsKeys() throws IOException {
    Shell.Result result = Shell.PLAIN.run("doctor", "--json");
    assertEquals(ExitCode.DONE, result.code());
    assertEquals(1, result.text().lines().count());
    Json.Members report = (Json.Members) JsonReader.read("doctor", result.text());
    Set<String> keys = report.members().keySet();
    for (String key :
        Set.of("chainrule", "system", "java", "vector_bits", "cores", "memory", "onnxruntime")) {
      assertTrue(keys.contains(key), key + " in " + keys);
    }
    Json.Members runtime = (Json.Members) report.get("onnxruntime").orElseThrow();
    assertTrue(runtime.get("providers").orElseThrow().toString().contains("CPU"));
    Json.Numeral bits = (Json.Numeral) report.get("vector_bits").orElseThrow();
    assertTrue(bits.integer() >= 64 && Long.bitCount(bits.integer()) == 1, bits.literal());
  }

  @Test
  void everyMissingLibraryIsNamedWithAWayToGetIt() {
    String page = Shell.PLAIN.run("doctor").text();
    if (page.contains("libcublas.so.12    missing")) {
      assertTrue(page.contains("libcublas-12-9"), page);
      assertTrue(page.contains("nvidia-cublas-cu12"), page);
    }
    assertTrue(page.contains("ONNX Runtime  1."), page);
  }
}
