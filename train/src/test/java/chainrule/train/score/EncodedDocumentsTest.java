package chainrule.train.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.stream.DocumentKind;
import chainrule.tokenize.stream.InvalidText;
import chainrule.tokenize.stream.TextTokens;
import chainrule.tokenize.tokenizer.Tokenizer;
import chainrule.tokenize.tokenizer.TokenizerFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

final class EncodedDocumentsTest {
  private static final int LONG = 5_000_000; // several blocks

  private static EncodedDocuments documents(String text, DocumentKind kind, LongConsumer progress)
      throws IOException {
    Tokenizer bytes = TokenizerFile.read(TokenizerFile.BYTE);
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    return new EncodedDocuments(
        Input.stream("text", new ByteArrayInputStream(written)),
        bytes,
        new TextTokens.Settings(kind, InvalidText.ERROR, true, false),
        new Marks(OptionalInt.of(7), OptionalInt.of(8)),
        progress);
  }

  private static List<Batch> all(EncodedDocuments documents) {
    List<Batch> batches = new ArrayList<>();
    documents.forEachRemaining(batch -> batches.add(batch.get()));
    return batches;
  }

  @Test
  void documentOfManyBlocksIsOne() throws IOException {
    String text = "to see the sea\n".repeat(LONG / 15);
    List<Batch> batches = all(documents(text, new DocumentKind.File(), _ -> {}));
    assertEquals(1, batches.size());
    IdBatch batch = (IdBatch) batches.getFirst();
    assertEquals(1, batch.documents());
    assertEquals(text.length(), batch.textBytes(0));
    int[] expected = ("\7" + text + "\10").chars().toArray();
    assertArrayEquals(expected, batch.ids());
  }

  @Test
  void documentsAreReadAsTheyAreAskedFor() throws IOException {
    long[] read = {0};
    String text = "to see\n\nthe sea\n\n".repeat(LONG / 17);
    EncodedDocuments documents =
        documents(text, new DocumentKind.Paragraph(), bytes -> read[0] += bytes);
    documents.next();
    assertTrue(read[0] < LONG / 2, () -> read[0] + " bytes");
    List<Batch> batches = all(documents(text, new DocumentKind.Paragraph(), _ -> {}));
    assertTrue(batches.size() > 1);
    assertEquals(2 * (LONG / 17), batches.stream().mapToInt(Batch::documents).sum());
    assertEquals(8, batches.getFirst().start(1)); // with its marks
  }
}
