package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From a run to a file, and what other commands make of it.
final class ExportTest {
  private static final String TEXT = "a sad cad had a bad lad. a bad dad had a sad fad.\n";

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    Path corpus =
        Files.writeString(folder.resolve("corpus"), "a bad cad had a dad. a sad lad.\n".repeat(40));
    Files.writeString(folder.resolve("text"), TEXT);
    done("learn", "--type", "char", "-o", in("characters"), corpus, in("text"));
    for (String model : new String[] {"transformer", "lstm"}) {
      Object[] settings = {
        "train",
        "-q",
        "-t",
        in("characters"),
        "-o",
        in(model),
        "--model",
        model,
        "--layers",
        1,
        "--width",
        16,
        "--context",
        8,
        "--batch",
        4,
        "--steps",
        20,
        "--threads",
        1,
        corpus
      };
      done(settings);
    }
  }

  private static Path in(String name) {
    return folder.resolve(name);
  }

  private static String done(Object... arguments) {
    Shell.Result result = Shell.PLAIN.run(arguments);
    assertEquals(0, result.code().number(), result.errors());
    return result.text();
  }

  private static double number(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":(-?[0-9.eE+-]+)").matcher(json);
    assertTrue(found.find(), json);
    return Double.parseDouble(found.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"transformer", "lstm"})
  void halfTheBitsSayNearlyTheSame(String model) {
    Path file = in(model + ".half.onnx");
    String report = done("export", in(model), "--precision", "float16", "-o", file, "--json");
    assertTrue(number(report, "max_abs_difference") < 1e-5, report); // of the rounded weights
    assertTrue(number(report, "max_abs_difference_cached") < 1e-5, report);
    double ofRun = number(done("eval", in(model), in("text"), "--json"), "perplexity");
    double ofFile = number(done("eval", file, in("text"), "--json"), "perplexity");
    assertEquals(ofRun, ofFile, 0.01 * ofRun);
    assertTrue(ofRun != ofFile, "weights were not rounded");
    String text = done("sample", file, "--prompt", "a ", "--seed", 1, "--max-tokens", 20);
    assertTrue(text.startsWith("a "), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transformer", "lstm"})
  void theFileSaysWhatTheRunSays(String model) {
    Path file = in(model + ".onnx");
    String report = done("export", in(model), "-o", file, "--json");
    assertTrue(number(report, "max_abs_difference") < 1e-5, report);
    assertTrue(number(report, "max_abs_difference_cached") < 1e-5, report);
    String ofRun = done("eval", in(model), in("text"), "--json");
    String ofFile = done("eval", file, in("text"), "--json");
    assertEquals(number(ofRun, "perplexity"), number(ofFile, "perplexity"), 1e-4);
    assertEquals(number(ofRun, "tokens"), number(ofFile, "tokens"));
    String shown = done("inspect", "--json", file);
    assertTrue(shown.contains("\"input_ids int64 [batch, time]\""), shown);
  }

  @Test
  void aModelWithoutACacheReadsWholeTexts() {
    Path file = in("whole.onnx");
    String report = done("export", in("transformer"), "--no-cache", "-o", file, "--json");
    assertTrue(number(report, "max_abs_difference") < 1e-5, report);
    assertFalse(report.contains("cached"), report);
    assertFalse(done("inspect", file).contains("past_key_values"));
    done("eval", file, in("text"));
  }

  @Test
  void weightsCanLieBesideTheFile() throws IOException {
    Path file = in("split.onnx");
    done("export", in("transformer"), "--external-data", "-o", file);
    assertTrue(Files.size(in("split.onnx.data")) > 0);
    assertTrue(done("inspect", file).contains("external data: true"));
    done("eval", file, in("text"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.filter(f -> f.getFileName().toString().startsWith(".")).count());
    }
    assertEquals(
        "2 chainrule export: the weights need a second file, which a pipe cannot have; name the"
            + " file with -o",
        failure("export", in("transformer"), "--external-data"));
  }

  @Test
  void aPipeGetsTheSameBytes() throws IOException {
    done("export", in("lstm"), "-o", in("file.onnx"));
    Shell.Result piped = Shell.PLAIN.run("export", in("lstm"));
    assertArrayEquals(Files.readAllBytes(in("file.onnx")), piped.output());
  }

  @Test
  void aDamagedFileIsNoModel() throws IOException {
    Path file = in("damaged.onnx");
    done("export", in("transformer"), "-o", file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertEquals(65, Shell.PLAIN.run("eval", file, in("text")).code().number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16"})
  void aFlippedBitIsFoundWhenTheFileIsLoaded(String precision) throws IOException {
    Path file = in("flipped.onnx");
    done("export", in("lstm"), "--precision", precision, "-o", file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    String refusal =
        file
            + ": was changed since it was exported: its checksum is wrong; copy it once more, or"
            + " export the model again";
    assertEquals("65 chainrule eval: " + refusal, failure("eval", file, in("text")));
    assertEquals("65 chainrule sample: " + refusal, failure("sample", file, "--no-self-test"));
  }

  @Test
  void weightsBesideTheFileAreFoundMissingOrDamaged() throws IOException {
    Path file = in("both.onnx");
    Path data = in("both.onnx.data");
    done("export", in("transformer"), "--external-data", "-o", file);
    byte[] weights = Files.readAllBytes(data);
    weights[weights.length / 2] ^= 1;
    Files.write(data, weights);
    String refusal = failure("eval", file, in("text"));
    assertTrue(refusal.startsWith("65 chainrule eval: " + data + ": was changed"), refusal);
    Files.delete(data);
    assertEquals(
        "66 chainrule eval: %s: its weights are in both.onnx.data, which is not beside it; put both"
                .formatted(file)
            + " into one folder",
        failure("eval", file, in("text")));
  }

  /// What a model says is compared with what it said when it was exported.
  @Test
  void aChangedWeightOfAFileWithoutAChecksumIsFoundByWhatItSays() throws IOException {
    Path file = in("changed.onnx");
    done("export", in("transformer"), "--external-data", "-o", file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 32)); // all but the last note
    done("eval", file, in("text"));
    byte[] weights = Files.readAllBytes(in("changed.onnx.data"));
    Arrays.fill(weights, 0, weights.length / 2, (byte) 0x3f); // numbers near 0.75
    Files.write(in("changed.onnx.data"), weights);
    assertTrue(
        failure("eval", file, in("text")).contains("of which it said"),
        failure("eval", file, in("text")));
    String refusal = failure("sample", file, "--device", "cpu", "-n", 2);
    assertTrue(refusal.startsWith("65 ") && refusal.contains("of which it said"), refusal);
    done("sample", file, "--device", "cpu", "-n", 2, "--no-self-test");
  }

  @Test
  void aDifferenceAboveTheToleranceLeavesWhatStoodThere() throws IOException {
    Path file = Files.writeString(in("kept.onnx"), "old");
    Shell.Result result =
        Shell.PLAIN.run("export", in("transformer"), "--max-difference", "1e-12", "-o", file);
    assertEquals(1, result.code().number(), result.errors());
    assertEquals("old", Files.readString(file, StandardCharsets.UTF_8));
  }

  @Test
  void anNgramModelHasNoSuchForm() {
    done("count", "-n", 2, "--smoothing", "mle", "-o", in("lm.arpa"), in("corpus"));
    assertTrue(
        failure("export", in("lm.arpa"), "-o", in("no.onnx"))
            .contains("an n-gram model is a table, not a network"));
    assertFalse(Files.exists(in("no.onnx")));
  }

  private static String failure(Object... arguments) {
    return Shell.PLAIN.run(arguments).failure().lines().findFirst().orElseThrow();
  }
}
