package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import chainrule.export.onnx.Precision;
import chainrule.export.onnx.RunExport;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonReader;
import chainrule.train.checkpoint.RunFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `sample` with a small Transformer over bytes, from training to text.
final class NeuralTextTest {
  @TempDir private static Path folder;
  private static Path run;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "to see the sea, to see\n".repeat(200));
    Path tokens = folder.resolve("tokens");
    run = folder.resolve("run");
    model = folder.resolve("model.onnx");
    done("tokenize", "-t", "byte", "-o", tokens, text);
    done(
        "train",
        "-t",
        "byte",
        "--layers",
        1,
        "--heads",
        2,
        "--width",
        32,
        "--context",
        32,
        "--batch",
        4,
        "--steps",
        60,
        "-q",
        "-o",
        run,
        tokens);
    try (RunExport export = new RunExport(RunFolder.open(run), true, Precision.FLOAT32, "0");
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(model))) {
      export.write(out, List.of());
    }
  }

  private static Shell.Result done(Object... arguments) {
    Shell.Result result = Shell.PLAIN.run(arguments);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    return result;
  }

  private static Shell.Result sample(Shell shell, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("sample", "--device", "cpu"));
    all.addAll(Arrays.asList(arguments));
    return shell.run(all.toArray());
  }

  private static String text(Object... arguments) {
    Shell.Result result = sample(Shell.PLAIN, arguments);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    return result.text();
  }

  @Test
  void anotherTokenizerThanTheModelsIsRefused() {
    Path words = folder.resolve("words.json");
    done("learn", "--type", "word", "-o", words, folder.resolve("text"));
    assertEquals(text(model, "-n", 4), text(model, "-n", 4, "-t", "byte"));
    for (Path other : List.of(model, run)) {
      String refusal = sample(Shell.PLAIN, other, "-n", 4, "-t", words).failure();
      assertTrue(
          refusal.startsWith("65 chainrule sample: " + words + ": its tokens are of another"),
          refusal);
    }
  }

  private static List<Json.Members> lines(String output) throws IOException {
    List<Json.Members> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      lines.add((Json.Members) JsonReader.read("output", line));
    }
    return lines;
  }

  private static String value(Json.Members line, String name) {
    return FileKinds.plain(line.get(name).orElseThrow());
  }

  @Test
  void promptsThatAreNotUtf8AreRefusedWithTheirLine() {
    byte[] text = {'t', 'o', '\n', 's', (byte) 0xff, '\n'};
    Shell.Result lines = sample(Shell.PLAIN.withInput(text), model, "--prompts", "-", "-n", 2);
    assertEquals(65, lines.code().number());
    assertTrue(lines.errors().contains("line 2, byte 1: byte 0xff is not UTF-8"), lines.errors());
    Shell.Result json =
        sample(Shell.PLAIN.withInput(text), model, "--prompts", "-", "--input", "jsonl");
    assertEquals(65, json.code().number());
    byte[] windows = {'t', 'o', '\r', '\n', (byte) 0xc3, (byte) 0xa4}; // no line end at the end
    Shell.Result ended = sample(Shell.PLAIN.withInput(windows), model, "--prompts", "-", "-n", 1);
    assertEquals(ExitCode.DONE, ended.code(), ended.errors());
    assertTrue(ended.text().startsWith("to") && !ended.text().contains("\r"), ended.text());
  }

  @Test
  void benchSampleTellsSpeedsOfOneAndOfSeveral() throws IOException {
    for (String batch : List.of("1", "3")) {
      String line =
          "bench sample --device cpu --threads 1 --timed 1 --warm-up 0 -n 6 --json --batch-size "
              + batch;
      List<Object> arguments = new ArrayList<>(List.of((Object[]) line.split(" ", -1)));
      arguments.add(model);
      Shell.Result result = done(arguments.toArray());
      Json.Members report = (Json.Members) JsonReader.read("bench", result.text());
      assertEquals(batch, value(report, "batch_size"));
      assertEquals("cpu", value(report, "device"));
      for (String speed : List.of("tokens_per_second", "bytes_per_second", "first_token_seconds")) {
        assertTrue(Double.parseDouble(value(report, speed)) > 0, speed);
      }
      // All but the table of tokens and that of places, of which rows are looked up.
      long parameters = 32 * 256 + 12 * 32 * 32;
      double read = Double.parseDouble(value(report, "weight_bytes")) / 4;
      assertTrue(read > parameters && read < 2.0 * parameters, "reads " + read);
    }
    assertEquals(
        ExitCode.USAGE, Shell.PLAIN.run("bench", "sample", model, "--batch-size", "0").code());
  }

  @Test
  void aRunAndItsFileWriteTheSame() {
    Object[] settings = {"--prompt", "to ", "-n", 50, "--seed", 3, "--top-k", 20};
    Object[] first = Arrays.copyOf(new Object[] {run}, 9);
    System.arraycopy(settings, 0, first, 1, 8);
    String made = text(first);
    first[0] = model;
    assertEquals(made, text(first));
    assertTrue(made.startsWith("to "), made);
  }

  @Test
  void aSequenceIsTheSameHoweverItIsMade() throws IOException {
    Path prompts = Files.writeString(folder.resolve("prompts"), "to see\nt\nthe sea\n");
    String together =
        text(model, "--prompts", prompts, "--samples", 2, "-n", 40, "--format", "jsonl");
    String apart =
        text(
            model,
            "--prompts",
            prompts,
            "--samples",
            2,
            "-n",
            40,
            "--format",
            "jsonl",
            "--batch-size",
            1,
            "--threads",
            1);
    assertEquals(together, apart);
    List<Json.Members> lines = lines(together);
    assertEquals(
        List.of("to see", "to see", "t", "t", "the sea", "the sea"),
        lines.stream().map(line -> value(line, "prompt")).toList());
    assertFalse(value(lines.get(0), "text").equals(value(lines.get(1), "text")));
    assertEquals("length", value(lines.get(0), "finish_reason"));
    assertEquals(40, ((Json.Items) lines.get(0).get("tokens").orElseThrow()).items().size());
  }

  @Test
  void linesHaveSettingsOfTheirOwn() throws IOException {
    String prompts =
        """
        {"prompt": "to", "temperature": 0, "max_tokens": 7}
        {"prompt": "to", "temperature": 0, "max_tokens": 5, "seed": 9}
        {"prompt": "to", "top_k": 1, "stop": ["e "], "max_tokens": 60}
        """;
    Shell.Result result =
        sample(
            Shell.PLAIN.withInput(prompts),
            model,
            "--prompts",
            "-",
            "--input",
            "jsonl",
            "--format",
            "jsonl");
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    List<Json.Members> lines = lines(result.text());
    assertEquals(7, value(lines.get(0), "text").length());
    assertEquals(value(lines.get(0), "text").substring(0, 5), value(lines.get(1), "text"));
    assertEquals("9", value(lines.get(1), "seed"));
    assertTrue(result.text().contains("\"temperature\":0.0,\"max_tokens\":7"), result.text());
    Shell.Result typo =
        sample(
            Shell.PLAIN.withInput("{\"prompt\": \"a\"}\n{\"temprature\": 1}\n"),
            model,
            "--prompts",
            "-",
            "--input",
            "jsonl",
            "--batch-size",
            1);
    assertEquals(65, typo.code().number());
    assertTrue(typo.errors().contains("line 2: \"temprature\" is no setting"), typo.errors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"prompt\": 1        | standard input: line 1, column 13: ends in the middle",
        "{\"top_p\": 0}        | standard input: line 1: --top-p is above 0 and at most 1, not 0.0",
        "{\"logit_bias\": 1}   | standard input: line 1: \"logit_bias\" is a number, not an object",
        "{\"ban\": \"zebra\"}    | standard input: line 1: the model has no token 'zebra'",
      })
  void aLineThatIsWrongIsToldWithItsPlace(String line, String message) {
    Shell.Result result =
        sample(Shell.PLAIN.withInput(line), model, "--prompts", "-", "--input", "jsonl");
    assertEquals(65, result.code().number());
    assertTrue(result.errors().contains(message), result.errors());
  }

  @Test
  void badSettingsAreRefusedBeforeAnythingElseIsSaid() {
    Shell.Result result = Shell.PLAIN.run("sample", model, "--top-p", 0);
    assertEquals(2, result.code().number());
    assertEquals(1, result.errors().lines().count(), result.errors());
  }

  @Test
  void stopTextsEndASequenceAndAreLeftOut() throws IOException {
    String whole = text(model, "--prompt", "to", "--temperature", 0, "-n", 30).strip();
    String said = whole.substring(2);
    String stop = said.substring(5, 8);
    String expected = said.substring(0, said.indexOf(stop));
    Object[] arguments = {
      model, "--prompt", "to", "--temperature", 0, "-n", 30, "--stop", stop, "--stop", stop + "q"
    };
    assertEquals("to" + expected + "\n", text(arguments));
    Object[] json = Arrays.copyOf(arguments, arguments.length + 2);
    json[arguments.length] = "--format";
    json[arguments.length + 1] = "jsonl";
    Json.Members line = lines(text(json)).getFirst();
    assertEquals(expected, value(line, "text"));
    assertEquals("stop", value(line, "finish_reason"));
  }

  @Test
  void logprobsAreTold() throws IOException {
    Json.Members line =
        lines(
                text(
                    model,
                    "--prompt",
                    "to",
                    "--temperature",
                    0,
                    "-n",
                    3,
                    "--logprobs",
                    2,
                    "--format",
                    "jsonl"))
            .getFirst();
    Json.Items logprobs = (Json.Items) line.get("logprobs").orElseThrow();
    assertEquals(3, logprobs.items().size());
    Json.Members first = (Json.Members) logprobs.items().getFirst();
    Json.Items top = (Json.Items) first.get("top").orElseThrow();
    assertEquals(2, top.items().size());
    assertEquals(value(first, "token"), value((Json.Members) top.items().getFirst(), "token"));
  }

  @Test
  void longTextsSlideOrStop() throws IOException {
    Object[] arguments = {model, "--prompt", "to", "-n", 80, "--format", "jsonl", "--overflow", ""};
    arguments[8] = "slide";
    assertEquals("length", value(lines(text(arguments)).getFirst(), "finish_reason"));
    arguments[8] = "stop";
    Json.Members stopped = lines(text(arguments)).getFirst();
    assertEquals("context", value(stopped, "finish_reason"));
    assertEquals(31, ((Json.Items) stopped.get("tokens").orElseThrow()).items().size());
    Shell.Result tooLong =
        sample(Shell.PLAIN, model, "--prompt", "to see ".repeat(5), "--overflow", "stop");
    assertEquals(65, tooLong.code().number());
    assertTrue(
        tooLong.errors().contains("has 35 tokens, and the model looks back at 32"),
        tooLong.errors());
  }

  @Test
  void aPromptOfNothingBeginsALine() {
    assertEquals(text(model, "--prompt", "\n", "-n", 20).substring(1), text(model, "-n", 20));
  }

  @Test
  void badSettingsAreRefused() {
    Object[][] refused = {
      {model, "--temperature", "-1"},
      {model, "--temperature", "NaN"},
      {model, "--top-p", "0"},
      {model, "--seed", "99999999999999999999"},
      {model, "--device", "gpu"},
      {model, "--batch-size", "0"},
      {model, "--logprobs", "-1"},
      {model, "-n", "0"},
      {model, "--stop", ""},
      {model, "--logit-bias", "e:NaN"},
      {model, "--ban", "no such token"},
    };
    for (Object[] arguments : refused) {
      Shell.Result result = sample(Shell.PLAIN, arguments);
      assertEquals(2, result.code().number(), Arrays.toString(arguments) + result.errors());
    }
  }

  @Test
  void cudaThatIsNotThereIsSaidSo() {
    Shell.Result asked = Shell.PLAIN.run("sample", model, "--device", "cuda", "-n", 1);
    Shell.Result automatic = Shell.PLAIN.run("sample", model, "-n", 1);
    if (asked.code() == ExitCode.DONE) {
      return; // there is one
    }
    assertEquals(69, asked.code().number(), asked.errors());
    assertEquals(ExitCode.DONE, automatic.code(), automatic.errors());
    assertTrue(automatic.errors().contains("computing on the CPU: "), automatic.errors());
  }

  @Test
  void brokenFilesAreSaidToBe() throws IOException {
    byte[] whole = Files.readAllBytes(model);
    Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2));
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    for (Path file : List.of(cut, text)) {
      Shell.Result result = sample(Shell.PLAIN, file);
      assertEquals(65, result.code().number(), result.errors());
    }
    assertEquals(66, sample(Shell.PLAIN, folder.resolve("none")).code().number());
    assertEquals(65, sample(Shell.PLAIN, folder).code().number());
  }
}
