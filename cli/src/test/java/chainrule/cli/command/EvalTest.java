package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalTest {
  private static final String ARPA =
      """
      \\data\\
      ngram 1=5
      ngram 2=2

      \\1-grams:
      -2\t<unk>
      0\t<s>\t-0.5
      -1\t</s>
      -0.5\ta\t-0.25
      -0.75\tb

      \\2-grams:
      -0.1\ta b
      -0.2\t<s> a

      \\end\\
      """;

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("lm.arpa"), ARPA);
  }

  @Test
  void lastLineCountsWithoutItsNewlineWhereItHasWords() {
    for (String end : List.of("", " ", "\n", " \n", "\n \t", "\n\0")) {
      String report = Shell.PLAIN.withInput("a b" + end).run("eval", model, "--json").text();
      assertTrue(report.startsWith("{\"documents\":1,\"tokens\":3,"), end + report);
    }
  }

  @Test
  void wordsEndAtTheWhiteSpaceOfKenlmWhereverTheyStand() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) { // across every boundary of eight bytes
      text.append("é".repeat(i)).append("a\tb\u000bb\fa\rb\0b\u0085\u00a0\u0001b\n");
    }
    Shell.Result result = Shell.PLAIN.withInput(text.toString()).run("eval", model, "--json");
    assertTrue(
        result.text().startsWith("{\"documents\":20,\"tokens\":140,\"oovs\":39,"), result.text());
  }

  @Test
  void reportHasTheNamesThatScriptsRelyOn() {
    Shell.Result result = Shell.PLAIN.withInput("a b\n\nz\n").run("eval", model, "--json");
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    // a b </s>: -0.2 -0.1 -1; </s>: -1.5; z </s>: -2.5 -1
    assertTrue(
        result
            .text()
            .startsWith("{\"documents\":3,\"tokens\":6,\"oovs\":1,\"log10_probability\":-6.3"),
        result.text());
    assertTrue(result.text().contains("\"perplexity\":11.22"), result.text());
    assertTrue(result.text().contains("\"bits_per_byte\":"), result.text());
  }

  @Test
  void modelComesFromStandardInputInEitherForm() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "a b\nz\n");
    Path binary = folder.resolve("lm.bin");
    Shell.PLAIN.run("convert", model, "-o", binary);
    String report = Shell.PLAIN.run("eval", model, text, "--json").text();
    for (Path form : List.of(model, binary)) {
      Shell piped = Shell.PLAIN.withInput(Files.readAllBytes(form));
      Shell.Result result = piped.run("eval", "-", text, "--json");
      assertEquals(report, result.text(), result.errors());
      assertEquals("a b\n", piped.run("sample", "-", "--temperature", 0, "-n", 2).text());
    }
  }

  @Test
  void standardInputIsReadForOnePurposeOnly() {
    List<List<Object>> doubles =
        List.of(
            List.of("eval", "-"),
            List.of("eval", "-", "-"),
            List.of("eval", model, "-", "-"),
            List.of("eval", "-", model, "--mix", "-:0.5"),
            List.of("eval", model, "--mix", "-:0.5"),
            List.of("eval", model, "--mix", model, "--held-out", "-"),
            List.of("eval", model, "--files0-from", "-", "--mix", "-:0.5"),
            List.of("sample", "-", "--prompts", "-"),
            List.of("count", "-n", 2, "--limit-vocab", "-"),
            List.of("inspect", "-", "-"));
    for (List<Object> words : doubles) {
      Shell.Result result = Shell.PLAIN.withInput("lm\0").run(words.toArray());
      assertEquals(ExitCode.USAGE, result.code(), words + result.errors());
      assertTrue(result.errors().contains("only once, but is wanted as"), result.errors());
    }
  }

  @Test
  void copyOfAPipedModelGoesAtTheNextRunWhereOneWasKilled() throws IOException {
    Path left = Files.createTempDirectory("chainrule-tmp-");
    Files.createFile(left.resolve("lock")); // which nobody holds
    Path copy = Files.writeString(left.resolve("input-0"), ARPA);
    Shell.PLAIN.withInput(ARPA).run("eval", "-", model, "--input", "text");
    assertFalse(Files.exists(copy));
    assertFalse(Files.exists(left));
  }

  @Test
  void whatIsNoTextIsTold() throws IOException {
    Shell.Result arpa = Shell.PLAIN.run("eval", model, model);
    assertEquals(
        "chainrule: " + model + " is an n-gram model, and is read as text\n", arpa.errors());
    assertEquals("", Shell.PLAIN.run("eval", model, model, "--input", "text").errors());
    Path binary = folder.resolve("lm.bin");
    Shell.PLAIN.run("convert", model, "-o", binary);
    Shell.Result other = Shell.PLAIN.run("eval", model, binary);
    assertEquals(ExitCode.MALFORMED_INPUT, other.code());
    assertTrue(other.errors().contains("is an n-gram model, not text"), other.errors());
  }

  @Test
  void invalidBytesAreReplacedAsCountReplacesThem() throws IOException {
    byte[] text = "a\u00e2\u0082 b\u00ff a\n".getBytes(StandardCharsets.ISO_8859_1);
    Shell shell = Shell.PLAIN.withInput(text);
    Path lm = folder.resolve("replaced.arpa");
    Object[] how = {"--invalid", "replace"};
    shell.run("count", "-n", 1, "--smoothing", "mle", "-o", lm, how[0], how[1]);
    assertTrue(Files.readString(lm).contains("\ta\uFFFD\uFFFD\n"), Files.readString(lm));
    String report = shell.run("eval", lm, "--json", how[0], how[1]).text();
    assertTrue(report.startsWith("{\"documents\":1,\"tokens\":4,\"oovs\":0,"), report);
    assertEquals(ExitCode.MALFORMED_INPUT, shell.run("eval", lm).code());
  }

  @Test
  void emptyTextHasNoPerplexity() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.txt"), "");
    Shell.Result result = Shell.PLAIN.run("eval", model, empty, "--json");
    assertEquals(ExitCode.DONE, result.code());
    assertTrue(result.text().contains("\"perplexity\":null"), result.text());
    assertEquals("chainrule: " + empty + ": there is no text to score\n", result.errors());
    assertEquals("", Shell.PLAIN.run("eval", model, "--filter-below", 9, empty).errors());
    Shell.Result limited = Shell.PLAIN.run("eval", model, "--max-perplexity", 1e9, empty);
    assertEquals(ExitCode.CHECK_FAILED, limited.code());
  }

  @Test
  void modelWithoutUnknownWordSaysWhatThatMeans() throws IOException {
    String closed = ARPA.replace("1=5", "1=4").replace("-2\t<unk>\n", "");
    Path other = Files.writeString(folder.resolve("closed.arpa"), closed);
    Shell.Result result = Shell.PLAIN.withInput("a z\n").run("eval", other, "--json");
    assertTrue(result.errors().contains("has no <unk>"), result.errors());
    assertTrue(result.text().contains("\"log10_probability\":-101"), result.text());
    assertEquals("", Shell.PLAIN.withInput("a z\n").run("eval", model).errors());
  }

  @Test
  void binaryFormsOfOtherToolsAreNamed() throws IOException {
    Path other = folder.resolve("lm.probing");
    Files.writeString(other, "mmap lm http://kheafield.com/code format version 5\n\0");
    for (String command : List.of("eval", "sample", "convert")) {
      Shell.Result result = Shell.PLAIN.run(command, other);
      assertEquals(ExitCode.MALFORMED_INPUT, result.code());
      assertTrue(result.errors().contains("take the ARPA file"), result.errors());
    }
    String kind = "\"kind\":\"n-gram model in KenLM's binary form\"";
    assertTrue(Shell.PLAIN.run("inspect", other, "--json").text().contains(kind));
  }

  @Test
  void perplexityAboveTheLimitFails() {
    Shell shell = Shell.PLAIN.withInput("a b\n");
    assertEquals(0, shell.run("eval", model, "--max-perplexity", 3).code().number());
    assertEquals(1, shell.run("eval", model, "--max-perplexity", 2).code().number());
  }

  @Test
  void linesAreFilteredByTheirPerplexity() {
    Shell shell = Shell.PLAIN.withInput("a b\nz z z\n  a  b  \n");
    assertEquals("a b\n  a  b  \n", shell.run("eval", model, "--filter-below", 5).text());
    assertEquals("z z z\n", shell.run("eval", model, "--filter-above", 5).text());
  }

  @Test
  void tokensAreListedWithTheirOrders() {
    String text = Shell.PLAIN.withInput("a z\n").run("eval", model, "--per-token", "--csv").text();
    assertEquals("line,token,log10_probability,order,oov", text.lines().findFirst().orElseThrow());
    assertTrue(text.contains("1,a,-0.2"), text);
    assertTrue(text.contains("1,z,-2.25,1,true"), text);
  }

  @Test
  void mixtureWithItselfIsItself() {
    Shell shell = Shell.PLAIN.withInput("a b\n");
    String alone = shell.run("eval", model).text();
    Shell.Result mixed = shell.run("eval", model, "--mix", model + ":0.3");
    assertTrue(mixed.text().startsWith(alone.substring(0, alone.indexOf("bits"))), mixed.text());
    assertEquals(2, shell.run("eval", model, "--mix", model).code().number());
  }

  @Test
  void conversionLosesNothing() throws IOException {
    Path binary = folder.resolve("lm.bin");
    assertEquals(0, Shell.PLAIN.run("convert", model, "-o", binary).code().number());
    Path back = folder.resolve("back.arpa");
    assertEquals(0, Shell.PLAIN.run("convert", binary, "-o", back).code().number());
    Path again = folder.resolve("again.bin");
    assertEquals(0, Shell.PLAIN.run("convert", back, "-o", again).code().number());
    assertArrayEquals(Files.readAllBytes(binary), Files.readAllBytes(again));
    assertArrayEquals(
        Files.readAllBytes(binary), Shell.PLAIN.run("convert", model, "--to", "binary").output());
    Shell piped = Shell.PLAIN.withInput(ARPA);
    assertArrayEquals(
        Files.readAllBytes(binary), piped.run("convert", "-", "--to", "binary").output());
    assertTrue(Shell.PLAIN.run("inspect", binary).text().contains("order: 2"));
  }

  @Test
  void damagedModelIsRefused() throws IOException {
    Path cut = Files.writeString(folder.resolve("cut.arpa"), ARPA.substring(0, 100));
    Shell.Result result = Shell.PLAIN.withInput("a\n").run("eval", cut);
    assertEquals(65, result.code().number());
    assertTrue(result.errors().contains("line "), result.errors());
    assertEquals(66, Shell.PLAIN.withInput("a\n").run("eval", "nowhere.arpa").code().number());
  }

  @Test
  void sameSeedMakesTheSameText() {
    Shell.Result one = Shell.PLAIN.run("sample", model, "--samples", 20, "--seed", 7);
    Shell.Result other =
        Shell.PLAIN.run("sample", model, "--samples", 20, "--seed", 7, "--threads", 1);
    assertEquals(ExitCode.DONE, one.code(), one.errors());
    assertEquals(one.text(), other.text());
    assertEquals(20, one.text().lines().count());
    assertEquals("a b\n", Shell.PLAIN.run("sample", model, "--temperature", 0, "-n", 2).text());
  }

  /// What scoring text through a tokenizer says is what scoring its tokens says.
  @Test
  void textIsScoredThroughATokenizer() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "ab ba\nabba\n\nzä\n");
    for (String format : List.of("stream", "ids", "pieces")) {
      Path tokens = folder.resolve("text." + format);
      done("tokenize", "-t", "byte", "--format", format, "-o", tokens, text);
      Path lm = folder.resolve(format + ".arpa");
      done("count", "-n", 3, "--discount-fallback", "-o", lm, tokens);
      String direct = done("eval", lm, tokens, "-t", "byte", "--json");
      assertEquals(direct, done("eval", lm, text, "-t", "byte", "--json"), format);
      int events = format.equals("stream") ? 16 + 1 : 16;
      assertTrue(direct.contains("\"tokens\":" + events + ",\"oovs\":0,"), direct);
      double bits = -number(direct, "log10_probability") * Math.log(10) / Math.log(2);
      assertEquals(bits / 16, number(direct, "bits_per_byte"), 1e-9, format);
    }
  }

  @Test
  void wordsAreNoTokens() {
    Shell.Result result = Shell.PLAIN.withInput("a b\n").run("eval", model, "-t", "byte");
    assertEquals(0, result.code().number(), result.errors()); // a and b are bytes' pieces, too
    Shell.Result words = Shell.PLAIN.run("eval", wordModel(), "-t", "byte");
    assertEquals(65, words.code().number());
    assertTrue(words.errors().contains("is no token"), words.errors());
  }

  private Path wordModel() {
    Path lm = folder.resolve("words.arpa");
    Shell.Result made =
        Shell.PLAIN
            .withInput("to be or not to be\n")
            .run("count", "-n", 2, "--smoothing", "mle", "-o", lm);
    assertEquals(0, made.code().number(), made.errors());
    return lm;
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

  @Test
  void convertChecksAllOfABinaryModel() throws IOException {
    Path binary = folder.resolve("lm.bin");
    assertEquals(ExitCode.DONE, Shell.PLAIN.run("convert", model, "-o", binary).code());
    byte[] bytes = Files.readAllBytes(binary);
    for (int at = 100; at < bytes.length; at += 1 << 14) {
      bytes[at] ^= 4;
      Files.write(binary, bytes);
      Shell.Result result = Shell.PLAIN.run("convert", binary, "-o", folder.resolve("back.arpa"));
      assertEquals(ExitCode.MALFORMED_INPUT, result.code(), "byte " + at);
      bytes[at] ^= 4;
    }
  }
}
