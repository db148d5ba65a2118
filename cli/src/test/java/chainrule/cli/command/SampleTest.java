package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleTest {
  private static final String TEXT = "to see the sea\nto see the sea\n";

  @TempDir private Path folder;
  private Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Files.writeString(folder.resolve("text"), TEXT);
  }

  private Path counted(Object... more) {
    Path model = folder.resolve("lm.arpa");
    Object[] all = new Object[more.length + 7];
    System.arraycopy(
        new Object[] {"count", "-n", 9, "--smoothing", "mle", "-o", model}, 0, all, 0, 7);
    System.arraycopy(more, 0, all, 7, more.length);
    Shell.Result result = Shell.PLAIN.run(all);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    return model;
  }

  private Path tokenized(String format) {
    Path tokens = folder.resolve("tokens");
    Shell.Result result =
        Shell.PLAIN.run("tokenize", "-t", "byte", "--format", format, "-o", tokens, text);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    return tokens;
  }

  private static String best(Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "sample";
    all[1] = "--temperature";
    all[2] = 0;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    Shell.Result result = Shell.PLAIN.run(all);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    return result.text();
  }

  @Test
  void sequencesEndWhereAStopComes() {
    Path model = counted(text);
    assertEquals("to see the sea\n", best(model));
    assertEquals("to see \n", best(model, "--stop", "the"));
    assertEquals(
        "to see th\n", best(model, "--stop", "e s", "--stop", " sea", "--prompt", "to see"));
    String json = best(model, "--stop", "see t", "--format", "jsonl");
    assertTrue(json.contains("\"text\":\"to \""), json);
    assertTrue(json.contains("\"tokens\":[\"to\",\"see\",\"the\"]"), json);
    assertTrue(json.contains("\"finish_reason\":\"stop\""), json);
    assertEquals(2, Shell.PLAIN.run("sample", model, "--stop", "").code().number());
  }

  @Test
  void aGpuForAnNgramModelIsRefused() throws IOException {
    Path model = counted(text);
    assertEquals("to see the sea\n", best(model, "--device", "cpu"));
    assertEquals("to see the sea\n", best(model, "--device", "auto"));
    Shell.Result result = Shell.PLAIN.run("sample", model, "--device", "cuda:0");
    assertEquals(
        "2 chainrule sample: --device cuda:0 is for neural models, and "
            + model
            + " is an n-gram model; leave it out: n-gram models use the CPU",
        result.failure());
    Shell piped = Shell.PLAIN.withInput(Files.readAllBytes(model));
    String failure = piped.run("sample", "-", "--device", "cuda").failure();
    assertTrue(failure.contains("and standard input is an n-gram model"), failure);
    assertEquals(2, Shell.PLAIN.run("sample", model, "--device", "gpu").code().number());
  }

  @Test
  void modelsOfIdsWriteText() {
    Path model = counted(tokenized("ids"));
    assertEquals("to see the sea\n", best(model, "-t", "byte"));
    assertEquals("to see the\n", best(model, "-t", "byte", "--stop", " s", "--prompt", "to see "));
    String json = best(model, "-t", "byte", "--format", "jsonl", "-n", 2);
    assertTrue(json.contains("\"text\":\"to\",\"tokens\":[116,111]"), json);
    assertEquals("116 111\n", best(model, "-n", 2));
  }

  @Test
  void modelsOfStreamsSayLineEnds() {
    Path model = counted(tokenized("stream"));
    String beginning = "to see the sea\nto";
    assertEquals(
        beginning + " see the sea\n", best(model, "-t", "byte", "--prompt", beginning, "-n", 12));
  }

  @Test
  void modelsOfPiecesWriteText() {
    Path model = counted(tokenized("pieces"));
    assertEquals("to see the sea\n", best(model, "-t", "byte"));
  }

  @Test
  void modelsOfWordsAreNoModelsOfTokens() {
    Shell.Result result = Shell.PLAIN.run("sample", counted(text), "-t", "byte");
    assertEquals(65, result.code().number());
    assertTrue(result.errors().contains("'to' is no token"), result.errors());
  }

  @Test
  void anUnknownTokenIsNamedWithWhereItWasAskedFor() throws IOException {
    Path model = counted(text);
    Shell.Result option = Shell.PLAIN.run("sample", model, "--ban", "zebra");
    assertEquals(2, option.code().number());
    assertTrue(option.errors().contains("the model has no token 'zebra'"), option.errors());
    String lines = "{\"ban\": \"sea\"}\n{\"logit_bias\": {\"zebra\": 1}}\n";
    Path prompts = Files.writeString(folder.resolve("asked.jsonl"), lines);
    Shell.Result line = Shell.PLAIN.run("sample", model, "--prompts", prompts);
    assertEquals(65, line.code().number());
    assertTrue(
        line.errors().contains("asked.jsonl: line 2: the model has no token 'zebra'"),
        line.errors());
  }
}
