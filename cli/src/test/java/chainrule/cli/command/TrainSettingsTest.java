package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which settings of a run are taken, and which are refused before anything begins.
final class TrainSettingsTest extends TinyTraining {
  @Test
  void aFileOfSettingsIsTakenAndWhatItCannotMeanIsNamed() throws IOException {
    Path file = folder.resolve("mine.json");
    Path run = folder.resolve("run");
    Files.writeString(file, "{\"model\": {\"dropout\": 0.25}, \"training\": {\"keep\": 5}}");
    assertDone(train(run, "--steps", 1, "--config", file));
    String config = Files.readString(run.resolve("config.json"));
    assertTrue(config.contains("\"dropout\": 0.25") && config.contains("\"keep\": 5"), config);
    assertDone(train(folder.resolve("again"), "--config", run.resolve("config.json")));
    Files.writeString(file, "{\"modle\": {}}");
    assertRefused(file, "the member 'modle' is not known; there are model and training");
    Files.writeString(file, "{\"model\": 3}");
    assertRefused(file, "model: is a number, not an object");
    Files.writeString(file, "{\"model\": {\"dropout\": \"x\"}}");
    assertRefused(file, "dropout: is a string where a number is expected");
    Files.writeString(file, "{\"training\": {\"learning_rate\": -1}}");
    assertRefused(file, "--learning-rate cannot be -1.0");
    Files.writeString(file, "{\"training\": {\"keep\": 5}}");
    assertRefused(
        "--clip cannot be -2.0", train(folder.resolve("x"), "--clip", -2, "--config", file));
  }

  @Test
  void aFilesKindOfModelCountsWhereNoneIsGiven() throws IOException {
    Path run = folder.resolve("run");
    assertDone(train(run, "--steps", 1));
    Path again = folder.resolve("again");
    assertDone(configured(run.resolve("config.json"), again));
    assertTrue(Files.readString(again.resolve("config.json")).contains("\"cell\": \"gru\""));
    Path file = folder.resolve("mine.json");
    Files.writeString(file, "{\"model\": {\"kind\": \"lstm\", \"width\": 8}}");
    Path lstm = folder.resolve("lstm");
    assertDone(configured(file, lstm));
    assertTrue(Files.readString(lstm.resolve("config.json")).contains("\"cell\": \"lstm\""));
    assertRefused(
        "--model gru changes settings that are for the kind lstm",
        train(folder.resolve("none"), "--config", file));
  }

  private Shell.Result configured(Path file, Path run) {
    return Shell.PLAIN.run(
        "train", "--config", file, "--steps", 1, "--context", 16, "-o", run, text);
  }

  private void assertRefused(Path config, String why) {
    Shell.Result result = train(folder.resolve("none"), "--steps", 1, "--config", config);
    assertEquals(65, result.code().number(), result.errors());
    assertTrue(result.errors().contains(config + ": " + why), result.errors());
  }

  /// Text may take long to be tokenized.
  @Test
  void settingsThatCannotBeAreRefusedBeforeDataIsRead() {
    Path run = folder.resolve("run");
    text = folder.resolve("is-not-there");
    assertRefused("there is no preset 'nope'", train(run, "--preset", "nope"));
    assertRefused("'5x' is no time", train(run, "--max-time", "5x"));
    assertRefused("--steps must be at least 0, not -4", train(run, "--steps", -4));
    assertRefused("--learning-rate cannot be -1.0", train(run, "--learning-rate", -1));
    assertRefused("--heads is for Transformers; leave it out", train(run, "--heads", 2));
    assertRefused("--biases is for Transformers", train(run, "--biases"));
    assertRefused(
        "--validation-fraction for a part of the data; leave one of them out",
        train(run, "--validation", text, "--validation-fraction", 0.2));
    assertTrue(train(run, "--init-from", "no-run").failure().contains("no-run: no such run"));
    assertFalse(Files.exists(run));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--learning-rate",
        "--min-rate",
        "--weight-decay",
        "--clip",
        "--label-smoothing",
        "--epochs",
        "--dropout"
      })
  void numbersThatAreNotFiniteAreRefused(String option) {
    Path run = folder.resolve("run");
    assertRefused(option + " cannot be NaN", train(run, option, "NaN"));
    assertRefused(option + " cannot be Infinity", train(run, option, "1e400"));
  }

  @Test
  void sizesThatNoModelHasAreRefusedBeforeMemoryIsTaken() {
    Path run = folder.resolve("run");
    assertRefused("at least 1, not 0", train(run, "--steps", 4, "--context", 0));
    assertRefused("at least 1, not 0", train(run, "--steps", 4, "--batch", 0));
    assertRefused("at least 1, not 0", train(run, "--steps", 4, "--width", 0));
    assertRefused("at most 1,000, not 100,000", train(run, "--steps", 4, "--layers", 100_000));
    assertRefused("more than 2,147,483,639 elements", train(run, "--steps", 4, "--width", 70_000));
    assertRefused("too large", transformer(run, "--width", Integer.MAX_VALUE));
    assertRefused("3 heads do not divide the width of 32", transformer(run, "--heads", 3));
    Shell.Result large = transformer(run, "--width", 20_000, "--layers", 20);
    assertRefused("training a model of 97,341,520,000 parameters needs", large);
    assertTrue(large.errors().contains("GB that the JVM may use"), large.errors());
    assertFalse(Files.exists(run.resolve("config.json")));
  }

  @Test
  void settingsThatDoNotFitAreRefusedBeforeTheTextIsRead() {
    text = folder.resolve("missing");
    Path run = folder.resolve("run");
    assertRefused("3 heads do not divide the width of 32", transformer(run, "--heads", 3));
    assertRefused("2 key heads do not divide", transformer(run, "--heads", 1, "--kv-heads", 2));
    assertEquals(66, transformer(run).code().number());
  }

  private Shell.Result transformer(Path run, Object... more) {
    List<Object> line = new ArrayList<>(List.of("train", "--model", "transformer", "-t", "byte"));
    line.addAll(List.of("--width", 32, "--context", 8, "--steps", 1, "-o", run));
    line.addAll(List.of(more));
    line.add(text);
    return Shell.PLAIN.run(line.toArray());
  }

  private static void assertRefused(String why, Shell.Result result) {
    assertEquals(2, result.code().number(), result.errors());
    assertTrue(result.errors().contains(why), result.errors());
    assertEquals(1, result.errors().lines().count(), result.errors());
  }

  @Test
  void aSizeOfTheVocabularyThatContradictsTheTokenizerIsRefused() {
    Path run = folder.resolve("run");
    assertRefused("--vocab-size must be at least 1, not -5", train(run, "--vocab-size", -5));
    assertRefused(
        "--vocab-size is 50, but the tokenizer has 256 tokens; leave it out",
        train(run, "--vocab-size", 50));
    assertRefused(
        "--vocab-size is 8,192, but text without a tokenizer has 256 tokens",
        Shell.PLAIN.run("train", "--vocab-size", 8192, "-o", run, text));
    Path tokens = folder.resolve("x.tok");
    Shell.PLAIN.run("tokenize", "-t", "byte", "-o", tokens, text);
    assertRefused(
        "--vocab-size is 50, but the data's tokenizer has 256 tokens",
        Shell.PLAIN.run("train", "--vocab-size", 50, "-o", run, tokens));
    assertDone(train(run, "--vocab-size", 256, "--steps", 1));
  }

  @Test
  void aFilesVocabularyThatContradictsTheTokensIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "{\"model\": {\"vocabulary\": 500}}");
    assertRefused(file, "model.vocabulary is 500, but the tokenizer has 256 tokens; leave it out");
    Path ids = Files.write(folder.resolve("x.u16"), new byte[600]);
    List<Object> line = new ArrayList<>(List.of("train", "--model", "gru", "--width", 8));
    line.addAll(List.of("--context", 8, "--steps", 1, "-o", folder.resolve("run"), ids));
    line.addAll(List.of("--config", file, "--vocab-size"));
    line.add(300);
    assertTrue(
        Shell.PLAIN
            .run(line.toArray())
            .failure()
            .contains("is 500, but the vocabulary of --vocab-size has 300 tokens"));
    line.set(line.size() - 1, 500);
    assertDone(Shell.PLAIN.run(line.toArray()));
    assertTrue(
        Shell.PLAIN
            .run("train", "--resume", "--vocab-size", 300, "-o", folder.resolve("run"), ids)
            .failure()
            .contains("its vocabulary is 500, not 300"));
  }

  @Test
  void onlyARecurrentModelCarriesItsState() {
    Shell.Result carried =
        Shell.PLAIN.run(
            "train",
            "-t",
            "byte",
            "--carry",
            "--data-order",
            "sequential",
            "-o",
            folder.resolve("none"),
            text);
    assertEquals(2, carried.code().number());
    assertTrue(carried.errors().contains("only a recurrent model"), carried.errors());
  }
}
