package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BenchTrainTest {
  @Test
  void theSameSeedGivesTheSameLossOnAnyNumberOfThreads() throws IOException {
    Json.Members one = report("1");
    Json.Members two = report("2");
    assertEquals(one.get("loss"), two.get("loss"));
    assertEquals(804_096, number(one, "parameters").integer());
    assertEquals(2, number(two, "threads").integer());
    assertTrue(number(one, "allocated_bytes_per_step").integer() > 0); // the first step's buffers
    double expected = 12 * 64 / number(one, "seconds_per_step").real();
    assertEquals(expected, number(one, "tokens_per_second").real(), 1e-6 * expected);
  }

  private static Json.Members report(String threads) throws IOException {
    String line = "bench train --config a --timed 1 --warm-up 0 --json --threads " + threads;
    Shell.Result result = Shell.PLAIN.run((Object[]) line.split(" ", -1));
    assertEquals(ExitCode.DONE, result.code());
    return (Json.Members) JsonReader.read("bench", result.text());
  }

  private static Json.Numeral number(Json.Members report, String key) {
    return (Json.Numeral) report.get(key).orElseThrow();
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertEquals(ExitCode.USAGE, Shell.PLAIN.run("bench").code());
    assertEquals(ExitCode.USAGE, Shell.PLAIN.run("bench", "train", "--config", "f").code());
    Shell.Result result = Shell.PLAIN.run("bench", "train", "--timed", "0");
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.errors().contains("--timed must be at least 1, not 0"));
  }
}
