package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CountTest {
  /// The lecture's example: what follows "narwhals are".
  private static final String NARWHALS =
      """
      narwhals are big
      we know that narwhals are big
      narwhals are a kind of whale
      all narwhals are a mystery
      narwhals are hiding
      the narwhals are coming
      narwhals are friendly
      these narwhals are generated
      """;

  @TempDir private Path folder;

  private static String done(String text, Object... arguments) {
    Shell.Result result = Shell.PLAIN.withInput(text).run(arguments);
    assertEquals(0, result.code().number(), result.errors());
    return result.text();
  }

  private static void fails(int code, String message, String text, Object... arguments) {
    Shell.Result result = Shell.PLAIN.withInput(text).run(arguments);
    assertEquals(code, result.code().number(), result.errors());
    assertTrue(result.errors().contains(message), result.errors());
    assertEquals(0, result.output().length);
  }

  @Test
  void lectureTableHasItsFraction() {
    String table = done(NARWHALS, "count", "-n", 3, "--smoothing", "mle", "--format", "csv");
    assertEquals("context,token,count,total,probability", table.lines().findFirst().orElseThrow());
    assertTrue(table.contains("\nnarwhals are,big,2,8,0.25\n"), table);
    assertTrue(table.contains("\nnarwhals are,hiding,1,8,0.125\n"), table);
  }

  @Test
  void tokenizerMakesPiecesOfText() {
    String pieces = done(NARWHALS, "tokenize", "-t", "byte", "--format", "pieces");
    Object[] count = {"count", "-n", 3, "--discount-fallback"};
    String wanted = done(pieces, count);
    Object[] with = {"count", "-n", 3, "--discount-fallback", "-t", "byte"};
    assertEquals(wanted, done(NARWHALS, with));
    Path stream = folder.resolve("x.tok");
    done(NARWHALS, "tokenize", "-t", "byte", "--documents", "line", "-o", stream);
    assertEquals(wanted, done("", "count", "-n", 3, "--discount-fallback", "-t", "byte", stream));
  }

  @Test
  void whatTheTokenizerDoesNotKnowIsUnknownToTheModel() throws IOException {
    Path words = folder.resolve("words.json");
    done(NARWHALS, "learn", "--type", "word", "--vocab-size", 3, "-o", words);
    Path model = folder.resolve("lm.arpa");
    Object[] count = {"count", "-n", 2, "--smoothing", "witten-bell", "-t", words};
    String fromText = done(NARWHALS, count);
    assertTrue(fromText.contains("\tare <unk>"), fromText);
    Path stream = folder.resolve("x.tok");
    done(NARWHALS, "tokenize", "-t", words, "--documents", "line", "-o", stream);
    done("", "count", "-n", 2, "--smoothing", "witten-bell", "-t", words, "-o", model, stream);
    assertEquals(fromText, Files.readString(model));
    String report = done("narwhals are purple\n", "eval", model, "-t", words, "--json");
    assertTrue(report.contains("\"oovs\":1,"), report);
  }

  @Test
  void documentsOfTextAreForTokenizers() {
    fails(2, "name the tokenizer with -t", NARWHALS, "count", "-n", 2, "--documents", "file");
    String whole =
        done(
            "a\nb\n", "count", "-n", 1, "--discount-fallback", "-t", "byte", "--documents", "file");
    assertTrue(whole.contains("\t\\n\n"), whole);
  }

  @Test
  void shardsCountedApartEqualOneRun() throws IOException {
    int half = NARWHALS.indexOf("narwhals are hiding");
    Path one = folder.resolve("1.counts");
    Path two = folder.resolve("2.counts");
    done(NARWHALS.substring(0, half), "count", "-n", 3, "--format", "counts", "-o", one);
    done(NARWHALS.substring(half), "count", "-n", 3, "--format", "counts", "-o", two);
    String whole = done(NARWHALS, "count", "-n", 3, "--discount-fallback");
    assertEquals(whole, done("", "count", "--merge", "--discount-fallback", one, two));
    String described = done("", "inspect", one, "--json");
    assertTrue(described.startsWith("{\"kind\":\"n-gram counts\","), described);
    long trigrams =
        Files.readAllLines(one).stream().filter(line -> line.split(" ").length == 3).count();
    assertTrue(described.endsWith(",\"3-grams\":%d}\n".formatted(trigrams)), described);
  }

  @Test
  void countsSayWhetherTheyHaveMarkers() throws IOException {
    Path with = folder.resolve("with");
    Path without = folder.resolve("without");
    done(NARWHALS, "count", "-n", 2, "--format", "counts", "-o", with);
    done(NARWHALS, "count", "-n", 2, "--format", "counts", "--no-markers", "-o", without);
    String wrong = "counts were made with sentence markers; leave out --no-markers";
    fails(2, with + ": " + wrong, "", "count", "--merge", "--no-markers", with);
    fails(2, "merge them with --no-markers", "", "count", "--merge", without);
    assertEquals(
        done(NARWHALS, "count", "-n", 2, "--no-markers", "--smoothing", "mle"),
        done("", "count", "--merge", "--no-markers", "--smoothing", "mle", without));
  }

  @Test
  void vocabularyIsText() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    fails(65, empty + ": has no words", NARWHALS, "count", "-n", 2, "--limit-vocab", empty);
    Path model = folder.resolve("lm.bin");
    done(NARWHALS, "count", "-n", 2, "--smoothing", "mle", "--format", "binary", "-o", model);
    fails(65, "not text", NARWHALS, "count", "-n", 2, "--limit-vocab", model);
  }

  @Test
  void settingsOfAnotherSmoothingAreRefused() {
    fails(2, "--k is for --smoothing add-k", NARWHALS, "count", "-n", 2, "--k", 2);
    fails(2, "is for", NARWHALS, "count", "-n", 2, "--smoothing", "mle", "--backoff-factor", 0.5);
    done(NARWHALS, "count", "-n", 2, "--smoothing", "add-k", "--k", 2);
  }

  @Test
  void modelIsTheSameWhateverThreadsAndMemory() throws IOException {
    byte[] model = null;
    for (List<Object> how :
        List.<List<Object>>of(
            List.of("--threads", 1), List.of("--threads", 3), List.of("--memory", "1M"))) {
      Path file = folder.resolve("lm.bin");
      Object[] all = {"count", "-n", 4, "--discount-fallback", "--format", "binary", "-o", file};
      Object[] more = new Object[all.length + 2];
      System.arraycopy(all, 0, more, 0, all.length);
      more[all.length] = how.get(0);
      more[all.length + 1] = how.get(1);
      done(NARWHALS, more);
      model = model == null ? Files.readAllBytes(file) : model;
      assertArrayEquals(model, Files.readAllBytes(file), how.toString());
    }
  }

  @Test
  void reportSaysHowTheModelWasMade() {
    Path file = folder.resolve("lm.arpa");
    String report = done(NARWHALS, "count", "-n", 2, "--discount-fallback", "--json", "-o", file);
    assertTrue(report.startsWith("{\"order\":2,\"ngrams\":[21,29],"), report);
    assertTrue(report.contains("\"smoothing\":\"kneser-ney\",\"tokens\":42,"), report);
    assertTrue(report.contains("\"data\":\"crc32c:"), report);
    fails(2, "-o FILE", NARWHALS, "count", "-n", 2, "--json");
  }

  @Test
  void badInputIsNamed() {
    fails(65, "standard input: there is no text to count", "", "count", "-n", 2);
    fails(65, "--discount-fallback", "word\n", "count", "-n", 2);
    fails(65, "line 2: <unk> stands in the text", "a\nb <unk>\n", "count", "-n", 1);
    fails(2, "order", "a b\n", "count", "-n", 0);
    fails(2, "-n is missing", "a b\n", "count");
    fails(73, "temp-dir", "a b\n", "count", "-n", 1, "--temp-dir", folder.resolve("none"));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void discountsThatCannotBeEstimatedAreExplained() {
    Shell.Result result = Shell.PLAIN.withInput("a b c\na b d\n").run("count", "-n", 3);
    assertEquals(65, result.code().number());
    assertTrue(
        result
            .errors()
            .contains(
                "for 1-grams cannot be estimated: of 5 (by different words before them) 4 seen"
                    + " once"),
        result.errors());
    assertTrue(result.errors().contains("--discount-fallback"), result.errors());
  }

  @Test
  void zeroBytesAreBlanksAndLongLinesAreLines() {
    assertEquals(
        done("a b\n", "count", "-n", 2, "--smoothing", "mle"),
        done("a\0b\n", "count", "-n", 2, "--smoothing", "mle"));
    String line = "a b ".repeat(300_000) + "\n";
    String model = done(line, "count", "-n", 2, "--smoothing", "witten-bell");
    assertTrue(model.startsWith("\\data\\\nngram 1=5\nngram 2=4\n"), model);
  }
}
