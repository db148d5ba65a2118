package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `learn`, `tokenize` and `detokenize` from end to end.
class TokenizeTest {
  @TempDir Path folder;
  private Path text;

  @BeforeEach
  void growText() throws IOException {
    text = Files.writeString(folder.resolve("x.txt"), DemoText.grow(3, 8000) + "Ünï → 🙂\n");
  }

  private Path learned(String type, int size) {
    Path file = folder.resolve(type + ".json");
    Shell.Result result =
        Shell.PLAIN.run("learn", "--type", type, "--vocab-size", size, "-o", file, text);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "ids", "pieces", "jsonl", "u16", "u32"})
  void whatIsTokenizedComesBackInEveryFormat(String format) throws IOException {
    Path tokenizer = learned("bpe", 400);
    Path tokens = folder.resolve("x." + format);
    Shell.Result there =
        Shell.PLAIN.run("tokenize", "-t", tokenizer, "--format", format, "-o", tokens, text);
    assertEquals(ExitCode.DONE, there.code(), there.errors());
    Shell.Result back = Shell.PLAIN.run("detokenize", "-t", tokenizer, tokens);
    assertArrayEquals(Files.readAllBytes(text), back.output(), back.errors());
  }

  @ParameterizedTest
  @CsvSource({"bpe,300", "unigram,400", "wordpiece,300", "word,100", "char,57"})
  void aTokenizerOfEveryTypeIsLearnedAndUsed(String type, int size) {
    Path tokenizer = learned(type, size);
    Shell.Result ids =
        Shell.PLAIN.withInput("the lamp\n").run("tokenize", "-t", tokenizer, "--format", "ids");
    assertTrue(ids.text().matches("\\d+( \\d+)*\n"), ids.text() + ids.errors());
  }

  @ParameterizedTest
  @CsvSource({
    "--special,'',--special '' is no token",
    "--min-frequency,-1,--min-frequency must not be negative",
    "--word-memory,0,--word-memory must be at least 1",
    "--vocab-size,2147483647,can fill only"
  })
  void whatNoTokenizerCanBeLearnedWithIsRefused(String option, String value, String why) {
    String failure = Shell.PLAIN.run("learn", "--type", "bpe", option, value, text).failure();
    assertTrue(failure.matches("(2|65) chainrule learn: .*" + why + ".*"), failure);
  }

  @Test
  void aLongDocumentIsCutIntoWindowsThatOverlap() {
    Shell shell = Shell.PLAIN.withInput("abcdefgh\n");
    assertEquals(
        "97 98 99\n",
        shell.run("tokenize", "-t", "byte", "--format", "ids", "--truncate", 3).text());
    assertEquals(
        "97 98 99\n99 100 101\n101 102 103\n103 104\n",
        shell
            .run("tokenize", "-t", "byte", "--format", "ids", "--truncate", 3, "--stride", 1)
            .text());
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithItsPlaceOrMended() {
    Shell shell = Shell.PLAIN.withInput(new byte[] {'a', 'b', (byte) 0xff, 'c', '\n'});
    Shell.Result refused = shell.run("tokenize", "-t", "byte", "--format", "ids");
    assertEquals(ExitCode.MALFORMED_INPUT, refused.code());
    assertTrue(refused.errors().contains("byte 2: byte 0xff is not UTF-8"), refused.errors());
    assertEquals(
        "97 98 255 99\n",
        shell.run("tokenize", "-t", "byte", "--format", "ids", "--invalid", "keep").text());
    assertEquals(
        "97 98 239 191 189 99\n",
        shell.run("tokenize", "-t", "byte", "--format", "ids", "--invalid", "replace").text());
  }

  @Test
  void tokensThatAreNotTextAreKeptRefusedOrMended() {
    Shell shell = Shell.PLAIN.withInput("97 226\n134 146 255\n");
    byte[] kept = shell.run("detokenize", "-t", "byte", "--input", "ids").output();
    assertArrayEquals(new byte[] {97, -30, 10, -122, -110, -1, 10}, kept);
    Shell.Result refused =
        shell.run("detokenize", "-t", "byte", "--input", "ids", "--invalid", "error");
    assertTrue(refused.failure().startsWith("65 "), refused.failure());
    assertTrue(refused.errors().contains("byte 1: byte 0xe2"), refused.errors());
    String mended =
        new String(
            shell
                .run("detokenize", "-t", "byte", "--input", "ids", "--invalid", "replace")
                .output(),
            StandardCharsets.UTF_8);
    assertEquals("a\ufffd\n\ufffd\ufffd\ufffd\n", mended);
  }

  @Test
  void aCharacterCutBetweenTokensIsWhole() {
    Shell.Result arrow =
        Shell.PLAIN
            .withInput("226 134 146\n")
            .run("detokenize", "-t", "byte", "--input", "ids", "--invalid", "error");
    assertEquals("→\n", arrow.text(), arrow.errors());
  }

  @Test
  void idsOutOfRangeAreNamed() {
    Shell.Result result =
        Shell.PLAIN.withInput("97 256\n").run("detokenize", "-t", "byte", "--input", "ids");
    assertTrue(result.failure().startsWith("65 "), result.failure());
    assertTrue(result.errors().contains("id 256 is out of range"), result.errors());
  }

  @Test
  void tokensOfAnotherTokenizerAreRefusedWithBothFingerprints() {
    Path one = learned("bpe", 300);
    Path tokens = folder.resolve("x.tok");
    Shell.PLAIN.run("tokenize", "-t", one, "-o", tokens, text);
    Path other = learned("char", 57);
    Shell.Result result = Shell.PLAIN.run("detokenize", "-t", other, tokens);
    assertTrue(result.failure().startsWith("65 "), result.failure());
    assertTrue(
        result.errors().matches("(?s).*fingerprint [0-9a-f]{12}….*fingerprint [0-9a-f]{12}….*"));
  }

  @Test
  void aVocabularyThatTheTextCannotFillSaysWhatItCould() {
    Shell.Result result =
        Shell.PLAIN
            .withInput("aaaa bbbb\n")
            .run("learn", "--type", "bpe", "--vocab-size", 5000, "-o", folder.resolve("y.json"));
    assertTrue(result.failure().startsWith("65 "), result.failure());
    assertTrue(result.errors().matches("(?s).*\\d+ .*5000.*"), result.errors());
  }
}
