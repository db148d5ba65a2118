package chainrule.export.onnx;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.UnreadableInput;
import chainrule.train.graph.Element;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {
  private static final int NOTE = 32; // bytes at the end of a file

  @TempDir Path folder;

  /// Each token foretells from a row of a table.
  private static OnnxModel model(int vocabulary) {
    GraphBuilder graph = new GraphBuilder("bigrams");
    Shape tokens = Shape.of(Dim.named("batch"), Dim.named("time"));
    Wire ids = graph.input("input_ids", Element.INT64, tokens);
    float[] numbers = new float[vocabulary * vocabulary];
    Arrays.fill(numbers, 0.5f);
    Wire table = graph.initializer("table", Tensor.of(Shape.of(vocabulary, vocabulary), numbers));
    Wire logits = graph.add("Gather", table, ids);
    graph.output("logits", logits, Element.FLOAT, tokens.then(Shape.of(vocabulary)));
    return new OnnxModel(graph.build(), OnnxModel.OPSET, Map.of("how", "chainrule export"));
  }

  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxWriter.write(model(5), Weights.NONE, "0", out);
    return out.toByteArray();
  }

  private static boolean check(byte[] bytes) {
    return Checksum.check("m.onnx", ByteBuffer.wrap(bytes));
  }

  @Test
  void aFileIsHeldToItsLastNote() throws IOException {
    byte[] bytes = written();
    assertTrue(check(bytes));
    Map<String, String> notes = OnnxReader.read("m.onnx", ByteBuffer.wrap(bytes)).metadata();
    assertEquals(List.of("how", ModelNotes.CHECKSUM), List.copyOf(notes.keySet()));
  }

  @Test
  void eachFlippedBitIsFound() throws IOException {
    byte[] bytes = written();
    for (int bit = 0; bit < 8 * (bytes.length - NOTE); bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(MalformedInput.class, () -> check(bytes), "bit " + bit);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  /// In the note itself a flipped bit changes nothing of the model.
  @Test
  void aFlippedBitOfTheNoteIsFoundOrIsNoNote() throws IOException {
    byte[] bytes = written();
    for (int bit = 8 * (bytes.length - NOTE); bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      boolean isHeld;
      try {
        isHeld = check(bytes);
      } catch (MalformedInput e) {
        isHeld = false;
      }
      assertFalse(isHeld, "bit " + bit);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void olderFilesHaveNoneAndPass() throws IOException {
    byte[] bytes = written();
    assertFalse(check(Arrays.copyOf(bytes, bytes.length - NOTE)));
    assertFalse(check(new byte[0]));
  }

  @Test
  void aFileThatAnotherProgramWroteAgainPasses() throws IOException {
    byte[] bytes = written();
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    again.write(bytes, 0, bytes.length - NOTE);
    new Message()
        .text(Field.Model.PRODUCER_VERSION, "1")
        .message(
            Field.Model.METADATA,
            new Message()
                .text(Field.Entry.KEY, ModelNotes.CHECKSUM)
                .text(Field.Entry.VALUE, "01234567"))
        .writeTo(again);
    assertFalse(check(again.toByteArray()));
  }

  @Test
  void weightsBesideTheFileHaveTheirOwn() throws IOException {
    Path file = write(20);
    Path data = folder.resolve("m.data");
    byte[] bytes = Files.readAllBytes(data);
    assertEquals(20, LanguageModelFile.open("m.onnx", file).vocabulary());
    bytes[700] ^= 4;
    Files.write(data, bytes);
    assertThrows(MalformedInput.class, () -> LanguageModelFile.open("m.onnx", file));
    Files.delete(data);
    assertThrows(UnreadableInput.class, () -> LanguageModelFile.open("m.onnx", file));
  }

  @Test
  void smallWeightsAreNotBesideTheFile() throws IOException {
    Path file = write(2);
    Files.delete(folder.resolve("m.data"));
    assertDoesNotThrow(() -> LanguageModelFile.open("m.onnx", file));
  }

  private Path write(int vocabulary) throws IOException {
    Path file = folder.resolve("m.onnx");
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream data = Files.newOutputStream(folder.resolve("m.data"))) {
      OnnxWriter.write(model(vocabulary), Weights.NONE, "0", out, "m.data", data);
    }
    return file;
  }
}
