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
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

final class EncodedDocumentsTest {
  private static final int LONG = 5_000_000; // several blocks

  private static EncodedDocuments documents(String text, DocumentKind kind, LongConsumer progress)
      throws IOException {
    return documents(text, kind, OptionalInt.empty(), progress);
  }

  private static EncodedDocuments documents(
      String text, DocumentKind kind, OptionalInt reach, LongConsumer progress) throws IOException {
    Tokenizer bytes = TokenizerFile.read(TokenizerFile.BYTE);
    byte[] written = text.getBytes(StandardCharsets.UTF_8);
    return new EncodedDocuments(
        Input.stream("text", new ByteArrayInputStream(written)),
        bytes,
        new TextTokens.Settings(kind, InvalidText.ERROR, true, false),
        new Marks(OptionalInt.of(7), OptionalInt.of(8)),
        reach,
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
    assertArrayEquals(expected, Arrays.copyOf(batch.ids(), batch.tokens()));
  }

  @Test
  void documentComesInPiecesWhereModelsLookBackAtFewTokens() throws IOException {
    String text = "to see the sea\n".repeat(LONG / 15);
    long[] read = {0};
    EncodedDocuments documents =
        documents(text, new DocumentKind.File(), OptionalInt.of(3), bytes -> read[0] += bytes);
    int[] expected = ("\7" + text + "\10").chars().toArray();
    int at = 0;
    long bytes = 0;
    while (documents.hasNext()) {
      IdBatch piece = (IdBatch) documents.next().get();
      assertTrue(read[0] < at + LONG / 10, () -> read[0] + " bytes");
      assertEquals(1, piece.documents());
      assertEquals(Math.min(3, at), piece.context());
      int own = piece.tokens() - piece.context();
      assertEquals(Math.min(IdBatchBuilder.PIECE, expected.length - at), own);
      assertArrayEquals(
          Arrays.copyOfRange(expected, at - piece.context(), at + own),
          Arrays.copyOf(piece.ids(), piece.tokens()));
      at += own;
      bytes += piece.textBytes(0);
      assertEquals(at < expected.length, piece.isOpen());
    }
    assertEquals(expected.length, at);
    assertEquals(text.length(), bytes);
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
