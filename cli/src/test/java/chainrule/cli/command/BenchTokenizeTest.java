package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTokenizeTest {
  private static final Shell SHELL = Shell.PLAIN;

  @TempDir Path folder;

  @Test
  void itCountsTheTokensThatTokenizeMakes() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "héllo world\n".repeat(1000));
    Shell.Result result =
        SHELL.run(
            "bench", "tokenize", "-t", "byte", "--warm-up", "0", "--timed", "2", "--json", text);
    assertEquals(ExitCode.DONE, result.code());
    Json.Members report = (Json.Members) JsonReader.read("bench", result.text());
    assertEquals(Files.size(text), number(report, "tokens").integer());
    assertEquals(Files.size(text), number(report, "bytes").integer());
    assertTrue(number(report, "bytes_per_second").real() > 0);
  }

  private static Json.Numeral number(Json.Members report, String key) {
    return (Json.Numeral) report.get(key).orElseThrow();
  }

  @Test
  void nothingToTimeIsSaid() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    Shell.Result result = SHELL.run("bench", "tokenize", "-t", "byte", empty);
    assertEquals(ExitCode.MALFORMED_INPUT, result.code());
    assertTrue(result.errors().contains("nothing to time"));
    assertEquals(
        ExitCode.USAGE, SHELL.run("bench", "tokenize", "-t", "byte", "--timed", "0").code());
  }
}
