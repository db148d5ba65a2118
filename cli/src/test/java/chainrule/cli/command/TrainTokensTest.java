package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens that `train` cannot train on are found before it begins.
final class TrainTokensTest {
  @TempDir private Path folder;
  private Path text;
  private Path run;

  @BeforeEach
  void writeText() throws IOException {
    text = Files.writeString(folder.resolve("text"), "Row, row, row your boat.\n".repeat(30));
    run = folder.resolve("run");
  }

  private void assertRefused(String why, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--model", "rnn", "--width", 8));
    words.addAll(List.of("--context", 16, "--steps", 1, "-o", run));
    words.addAll(List.of(more));
    Shell.Result result = Shell.PLAIN.run(words.toArray());
    assertEquals(65, result.code().number(), result.errors());
    assertTrue(result.errors().contains(why), result.errors());
    assertFalse(Files.exists(run));
  }

  @Test
  void anIdThatNoVocabularyHasIsNamed() throws IOException {
    ByteBuffer tokens = ByteBuffer.allocate(4 * 1000).order(ByteOrder.LITTLE_ENDIAN);
    tokens.putInt(4 * 999, -1);
    Path array = Files.write(folder.resolve("x.u32"), tokens.array());
    String why = "token 100: is 4294967295, but the vocabulary has 256 tokens";
    assertRefused(why, "-t", "byte", "--input", "u32", array);
  }

  @Test
  void aTokenThatIsTooLargeIsFoundWhereverItStands() throws IOException {
    byte[] tokens = new byte[2 * 200_000]; // of 16 bits each
    tokens[2 * 150_000] = 60;
    Path late = Files.write(folder.resolve("late.u16"), tokens);
    String why = "token 150,001: is 60, but the vocabulary has 50 tokens";
    assertRefused(why, "--vocab-size", 50, "--input", "u16", late);
  }

  @Test
  void aValidationTextOfAnotherTokenizerIsRefused() {
    Path tokenizer = folder.resolve("char.json");
    Path tokens = folder.resolve("validation.tok");
    Shell.PLAIN.run("learn", "--type", "char", "-o", tokenizer, text);
    Shell.PLAIN.run("tokenize", "-t", tokenizer, "-o", tokens, text);
    assertRefused("of another tokenizer", "--validation", tokens, text);
  }

  @Test
  void compressedTokensAreNoText() throws IOException {
    Path ids = folder.resolve("x.ids.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(ids))) {
      out.write("1 2 300\n".repeat(30).getBytes(StandardCharsets.UTF_8));
    }
    assertRefused("token 3: id 300 is out of range", "-t", "byte", ids);
  }

  @Test
  void aTextWithoutACharacterIsRefused() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "");
    assertRefused("empty", "-t", "byte", empty);
  }
}
