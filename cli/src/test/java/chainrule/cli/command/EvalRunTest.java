package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `eval` of what `train` has made.
final class EvalRunTest {
  private static final int CONTEXT = 8;
  private static final String VALIDATION = "a sad cad had a bad lad. a bad dad had a sad fad.\n";

  @TempDir private static Path folder;
  private static Path characters;
  private static Path text;
  private static Path run;
  private static double validationLoss;

  @BeforeAll
  static void train() throws IOException {
    Path corpus =
        Files.writeString(folder.resolve("corpus"), "a bad cad had a dad. a sad lad.\n".repeat(40));
    text = Files.writeString(folder.resolve("text"), VALIDATION);
    characters = folder.resolve("characters.json");
    run = folder.resolve("run");
    done("learn", "--type", "char", "-o", characters, corpus, text);
    String report =
        done(
            "train",
            "-q",
            "-t",
            characters,
            "--json",
            "-o",
            run,
            "--layers",
            1,
            "--width",
            16,
            "--context",
            CONTEXT,
            "--batch",
            4,
            "--steps",
            100,
            "--threads",
            1,
            "--validation",
            text,
            corpus);
    validationLoss = number(report, "validation_loss");
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
  void tokensHaveTheLossThatTheTrainerSaw() {
    List<String> tokens = done("eval", run, text, "--per-token", "--json").lines().toList();
    int windows = (VALIDATION.length() - 1) / CONTEXT;
    double sum = 0;
    for (int token = 1; token <= windows * CONTEXT; token++) { // nothing stands before the first
      sum -= number(tokens.get(token), "log10_probability") * Math.log(10);
    }
    assertEquals(validationLoss, sum / (windows * CONTEXT), 1e-9);
    assertEquals(-Math.log10(12), number(tokens.getFirst(), "log10_probability"), 1e-12);
    assertTrue(tokens.getFirst().contains("\"token\":\"a\""), tokens.getFirst());
  }

  @Test
  void textAndItsTokensAreTheSame() {
    Path tokens = folder.resolve("text.tok");
    done("tokenize", "-t", characters, "-o", tokens, text);
    String ofText = done("eval", run, text, "--json");
    assertEquals(ofText, done("eval", run, tokens, "--json", "--threads", 3));
    assertEquals(VALIDATION.length(), number(ofText, "tokens"));
    assertEquals(
        number(ofText, "bits_per_token"), number(ofText, "bits_per_byte"), 1e-12); // a byte each
  }

  /// A run whose tokenizer nobody has.
  private static Path nameless(String name, Path tokens) {
    Path nameless = folder.resolve(name);
    List<Object> line = new ArrayList<>(List.of("train", "-q", "--model", "rnn", "--width", 4));
    line.addAll(List.of("--context", 4, "--steps", 1, "-o", nameless, tokens));
    done(line.toArray());
    return nameless;
  }

  @Test
  void whatIsMissingIsNotTakenForText() {
    Path tokens = folder.resolve("read.tok");
    done("tokenize", "-t", characters, "-o", tokens, text);
    Path nameless = nameless("reader", tokens);
    Path none = folder.resolve("none");
    assertEquals(
        "66 chainrule eval: " + none + ": no such file",
        Shell.PLAIN.run("eval", nameless, none).failure());
    String aFolder = Shell.PLAIN.run("eval", nameless, nameless).failure();
    assertTrue(aFolder.startsWith("66 "), aFolder);
    String aText = Shell.PLAIN.run("eval", nameless, text).failure();
    assertTrue(aText.startsWith("2 "), aText);
  }

  @Test
  void bitsPerByteAreOfAllFilesOrUnknown() throws IOException {
    Path tokens = folder.resolve("known.tok");
    done("tokenize", "-t", characters, "-o", tokens, text);
    Path ids = Files.writeString(folder.resolve("known.ids"), "0 1 2 3 0 1 2\n".repeat(30));
    Path nameless = nameless("nameless", tokens);
    number(done("eval", nameless, "--json", tokens, tokens), "bits_per_byte");
    String partly = done("eval", nameless, "--json", tokens, ids);
    assertTrue(partly.contains("\"bits_per_byte\":null"), partly);
    Path empty = Files.writeString(folder.resolve("nothing"), "");
    number(done("eval", run, "--json", text, empty, ids), "bits_per_byte");
  }

  @Test
  void moreContextIsBetter() {
    double apart = number(done("eval", run, text, "--json"), "log10_probability");
    double overlapping =
        number(done("eval", run, text, "--json", "--overlap", 7), "log10_probability");
    assertTrue(overlapping > apart, overlapping + " > " + apart);
  }

  @Test
  void linesAreReportedAndFiltered() {
    Shell shell = Shell.PLAIN.withInput("a bad dad\nddd...\n\na sad lad.\n");
    String report = shell.run("eval", run, "--per-line", "--csv").text();
    assertEquals(5, report.lines().count(), report);
    assertTrue(report.lines().toList().get(1).startsWith("1,9,0,-"), report);
    assertEquals("a bad dad\na sad lad.\n", shell.run("eval", run, "--filter-below", 8).text());
  }

  @Test
  void mixtureWithAnNgramModelOfTheSameTokensIsBetterThanEither() {
    Path tokens = folder.resolve("corpus.tok");
    Path ngrams = folder.resolve("ngrams.arpa");
    Path held = folder.resolve("held.tok");
    done("tokenize", "-t", characters, "-o", tokens, folder.resolve("corpus"));
    done("tokenize", "-t", characters, "-o", held, text);
    done("count", "-n", 3, "--smoothing", "witten-bell", "-o", ngrams, tokens);
    Shell.Result both = Shell.PLAIN.run("eval", run, "--mix", ngrams, held, "--json");
    assertEquals(0, both.code().number(), both.errors());
    assertTrue(both.errors().contains("ends of documents are left out"), both.errors());
    double mixed = number(both.text(), "log10_probability");
    double neural = number(done("eval", run, held, "--json"), "log10_probability");
    double counted =
        number(done("eval", ngrams, "--no-markers", held, "--json"), "log10_probability");
    assertEquals(number(both.text(), "tokens"), VALIDATION.length());
    assertTrue(mixed > neural && mixed > counted, mixed + " > " + neural + ", " + counted);
  }

  @Test
  void mixtureIsTheSameWhicheverModelIsNamedFirst() {
    Path ngrams = folder.resolve("characters.arpa");
    done("count", "-n", 3, "-t", characters, "--discount-fallback", "-o", ngrams, text);
    String one = done("eval", run, "--mix", ngrams + ":0.25", text, "--json");
    String other = done("eval", ngrams, "--mix", run + ":0.75", text, "--json");
    assertEquals(
        one.replace("[0.75,0.25]", ""), other.replace("[0.25,0.75]", ""), "all but the weights");
    assertEquals(0, number(other, "oovs"));
    String named = done("eval", ngrams, "-t", characters, "--mix", run + ":0.75", text, "--json");
    assertEquals(other, named);
    done("eval", run, "--mix", run, text);
  }

  @Test
  void modelsOfWordsAndOfTokensAreNotMixed() throws IOException {
    Path words = folder.resolve("words.arpa");
    done("count", "-n", 2, "--discount-fallback", "-o", words, text);
    String refused =
        "65 chainrule eval: %s: foretells words, but %s the tokens of a tokenizer; mix models of"
            + " the same tokens; if these words are such tokens, name their tokenizer with -t";
    assertEquals(
        refused.formatted(words, run),
        Shell.PLAIN.run("eval", words, "--mix", run, text).failure());
    assertEquals(
        refused.formatted(words, run),
        Shell.PLAIN.run("eval", run, "--mix", words + ":0.5", text).failure());
    Path model = folder.resolve("model.onnx");
    done("export", run, "-o", model);
    Shell piped = Shell.PLAIN.withInput(Files.readAllBytes(model));
    assertEquals(
        refused.formatted(words, "standard input"),
        piped.run("eval", words, "--mix", "-:0.5", text).failure());
    done("eval", words, "--mix", words, text);
  }

  @Test
  void wordsAreNotMixedWithTokensWhoseTokenizerNobodyKnows() throws IOException {
    Path ids = Files.writeString(folder.resolve("x.ids"), "0 1 2 3 0 1 2\n".repeat(30));
    Path unknown = folder.resolve("unknown");
    List<Object> line = new ArrayList<>(List.of("train", "-q", "--model", "rnn", "--width", 4));
    line.addAll(List.of("--context", 8, "--steps", 1, "--vocab-size", 4, "-o", unknown, ids));
    done(line.toArray());
    Path words = folder.resolve("letters.arpa");
    done("count", "-n", 2, "--discount-fallback", "-o", words, text);
    String failure = Shell.PLAIN.run("eval", unknown, "--mix", words, ids).failure();
    assertTrue(failure.startsWith("65 "), failure);
    assertTrue(
        failure.contains(words + ": foretells words, but " + unknown + " the tokens"), failure);
    assertEquals(failure, Shell.PLAIN.run("eval", words, "--mix", unknown, ids).failure());
    Path numbers = folder.resolve("numbers.arpa");
    done("count", "-n", 2, "--discount-fallback", "-o", numbers, ids);
    done("eval", numbers, "--mix", unknown + ":0.5", ids);
  }

  @Test
  void tokensOfAnotherTokenizerAreRefusedWithBothFingerprints() {
    Path bytes = folder.resolve("bytes.tok");
    done("tokenize", "-t", "byte", "-o", bytes, text);
    Shell.Result result = Shell.PLAIN.run("eval", run, bytes);
    assertEquals(65, result.code().number());
    assertTrue(
        result.errors().matches("(?s).*256 tokens, fingerprint .*expected are 12, fingerprint.*"),
        result.errors());
    assertEquals(65, Shell.PLAIN.run("eval", run, "-t", "byte", text).code().number());
  }
}
