package chainrule.train.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.Parallel;
import chainrule.tokenize.io.UnwritableOutput;
import chainrule.tokenize.stream.ArrayReader;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.MappedTokens;
import chainrule.tokenize.stream.StreamHeader;
import chainrule.tokenize.stream.StreamReader;
import chainrule.tokenize.stream.TokenFormat;
import chainrule.tokenize.stream.TokenReader;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path folder;

  private static void gather(Path file, byte... text) throws IOException {
    Input input = Input.stream("text", new ByteArrayInputStream(text));
    try (Parallel parallel = new Parallel(1)) {
      Spool.text(
          List.of(input),
          TokenizerFile.read(TokenizerFile.BYTE),
          InvalidText.ERROR,
          parallel,
          file,
          _ -> {});
    }
  }

  @Test
  void textBecomesAFileOfTokens() throws IOException {
    Path file = folder.resolve("tokens");
    gather(file, (byte) 'a', (byte) 'b');
    try (MappedTokens tokens = MappedTokens.open(Input.file(file), TokenFormat.STREAM)) {
      assertEquals(2, tokens.size());
    }
  }

  @Test
  void theSizeOfTheTextIsKnownWhereEachPartKnowsItsOwn() throws IOException {
    assertEquals(4, textBytes(stream(), stream()));
    assertEquals(0, textBytes(stream(), array((byte) 'c', (byte) 0)));
    assertEquals(0, textBytes(array((byte) 'c', (byte) 0), stream()));
    assertEquals(2, textBytes(stream(), array())); // no tokens are no text
  }

  private TokenReader stream() throws IOException {
    Path file = folder.resolve("stream");
    gather(file, (byte) 'a', (byte) 'b');
    return new StreamReader("stream", Files.newInputStream(file));
  }

  private static TokenReader array(byte... tokens) {
    return new ArrayReader("array", new ByteArrayInputStream(tokens), 2);
  }

  private long textBytes(TokenReader... parts) throws IOException {
    Path file = folder.resolve("parts");
    Spool.tokens(List.of(parts), StreamHeader.of(TokenizerFile.read(TokenizerFile.BYTE)), file);
    for (TokenReader part : parts) {
      part.close();
    }
    try (MappedTokens tokens = MappedTokens.open(Input.file(file), TokenFormat.STREAM)) {
      return tokens.textBytes();
    }
  }

  @Test
  void whatCannotBeReadLeavesNoFile() throws IOException {
    Path file = folder.resolve("tokens");
    assertThrows(MalformedInput.class, () -> gather(file, (byte) 'a', (byte) 0xff, (byte) 'b'));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void whatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("none").resolve("tokens");
    String message = assertThrows(UnwritableOutput.class, () -> gather(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
  }
}
