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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradcheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"transformer", "lstm", "gru", "rnn"})
  void everyKindOfModelPasses(String kind) throws IOException {
    Shell.Result result =
        Shell.PLAIN.run("gradcheck", "--model", kind, "--elements", "2", "--json");
    assertEquals(ExitCode.DONE, result.code());
    Json.Members report = (Json.Members) JsonReader.read("gradcheck", result.text());
    Json.Numeral checked = (Json.Numeral) report.get("elements_checked").orElseThrow();
    Json.Numeral worst = (Json.Numeral) report.get("worst_relative_error").orElseThrow();
    assertTrue(checked.integer() > 5, checked.literal());
    assertTrue(worst.real() < 1e-6, worst.literal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--norm layer",
        "--norm rms",
        "--positions learned",
        "--positions none",
        "--feed-forward geglu",
        "--tied",
        "--biases --no-query-norm",
        "--previous 2 --hashed 3",
        "--heads 4 --kv-heads 2"
      })
  void everyChoiceOfATransformerPasses(String options) {
    List<Object> words = new ArrayList<>(List.of("gradcheck", "--elements", 1));
    words.addAll(List.of(options.split(" ")));
    Shell.Result result = Shell.PLAIN.run(words.toArray());
    assertEquals(ExitCode.DONE, result.code(), result.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama-tiny", "lstm-word"})
  void theShapeOfAPresetPasses(String preset) {
    Shell.Result result = Shell.PLAIN.run("gradcheck", "--preset", preset, "--elements", "1");
    assertEquals(ExitCode.DONE, result.code(), result.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "rnn"})
  void theKindOfAFilesModelPasses(String kind, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"model\": {\"kind\": \"recurrent\", \"cell\": \"" + kind + "\"}}");
    Shell.Result result = Shell.PLAIN.run("gradcheck", "--config", file, "--elements", 1);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
  }

  @Test
  void aRunAndAPresetAreRefusedTogether() {
    Shell.Result result = Shell.PLAIN.run("gradcheck", "run", "--preset", "gpt2");
    assertEquals(ExitCode.USAGE, result.code());
  }

  @Test
  void aToleranceThatNothingMeetsEndsWithOneAndNamesTheWorstPlace() {
    Shell.Result result = Shell.PLAIN.run("gradcheck", "--elements", "1", "--tolerance", "1e-30");
    assertEquals(ExitCode.CHECK_FAILED, result.code());
    assertTrue(result.errors().contains("worst at "), result.errors());
    assertTrue(result.errors().contains("analytic"), result.errors());
  }

  @Test
  void headsThatDoNotDivideTheWidthAreRefused() {
    Shell.Result result = Shell.PLAIN.run("gradcheck", "--width", "10", "--heads", "3");
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.errors().contains("3 heads do not divide the width of 10"), result.errors());
  }

  @Test
  void aFileThatCannotBeIsNamedAndTheCommandLineIsNot(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(file, "{\"model\": {\"heads\": 3}}");
    assertEquals(
        ("65 chainrule gradcheck: %s: 3 heads do not divide the width of 16; choose a number of"
                + " heads that does")
            .formatted(file),
        Shell.PLAIN.run("gradcheck", "--config", file).failure());
    assertTrue(
        Shell.PLAIN
            .run("gradcheck", "--config", file, "--heads", 5)
            .failure()
            .startsWith("2 chainrule gradcheck: 5 heads do not divide"));
    Files.writeString(file, "{\"model\": {\"dropout\": \"x\"}}");
    assertTrue(
        Shell.PLAIN
            .run("gradcheck", "--config", file)
            .failure()
            .startsWith("65 chainrule gradcheck: %s: dropout: is a string".formatted(file)));
  }
}
