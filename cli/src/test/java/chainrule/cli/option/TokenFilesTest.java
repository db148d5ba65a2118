package chainrule.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Through `detokenize`, which reads no more than tokens.
class TokenFilesTest {
  @TempDir Path folder;

  private static String detokenize(Path file) {
    return Shell.PLAIN.run("detokenize", "-t", "byte", file).failure();
  }

  @Test
  void aModelIsCalledOne() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "some text\n");
    for (String name : new String[] {"lm.arpa", "lm.bin"}) {
      Path model = folder.resolve(name);
      Shell.PLAIN.run("count", "-n", 1, "--smoothing", "mle", "-o", model, text);
      assertEquals(
          "65 chainrule detokenize: %s: is an n-gram model, not tokens; name tokens, as chainrule"
                  .formatted(model)
              + " tokenize writes them; chainrule sample makes text of a model",
          detokenize(model));
    }
    Path onnx = Files.write(folder.resolve("m.onnx"), new byte[] {8, 10, 18, 1, 'x'});
    assertTrue(detokenize(onnx).contains("is an ONNX model, not tokens"), detokenize(onnx));
  }

  @Test
  void aTokenizerIsCalledOne() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "some text\n");
    Path tokenizer = folder.resolve("words.json");
    Shell.PLAIN.run("learn", "--type", "word", "-o", tokenizer, text);
    assertEquals(
        "65 chainrule detokenize: %s: is a tokenizer, not tokens; name tokens, as chainrule"
                .formatted(tokenizer)
            + " tokenize writes them, and the tokenizer with -t",
        detokenize(tokenizer));
  }

  @Test
  void tokensAreReadWhateverTheirName() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "some text\n");
    for (String format : new String[] {"stream", "jsonl", "ids"}) {
      Path tokens = folder.resolve("tokens");
      Shell.PLAIN.run("tokenize", "-t", "byte", "--format", format, "-o", tokens, text);
      Shell.Result back = Shell.PLAIN.run("detokenize", "-t", "byte", tokens);
      assertEquals("some text\n", back.text(), back.errors());
    }
  }
}
