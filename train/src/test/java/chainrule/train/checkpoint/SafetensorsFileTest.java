package chainrule.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {
  @TempDir Path folder;

  private Path file() throws IOException {
    Path file = folder.resolve("m.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("singles", Tensor.of(Shape.of(2, 2), 1f, -2f, 3.5f, 0f));
    tensors.put("doubles", Tensor.of(Shape.of(3), 1.5, -2.25, 1e-3));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      new SafetensorsWriter().write(new Safetensors(tensors, Map.of()), channel);
    }
    return file;
  }

  private static float[] copy(SafetensorsFile file, String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.copy(name, out);
    float[] numbers = new float[out.size() / 4];
    ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  @Test
  void numbersAreCopiedAsSingles() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(Input.file(file()))) {
      assertEquals(Shape.of(2, 2), file.shape("singles").orElseThrow());
      assertTrue(file.shape("others").isEmpty());
      assertArrayEquals(new float[] {1, -2, 3.5f, 0}, copy(file, "singles"));
      assertArrayEquals(new float[] {1.5f, -2.25f, 1e-3f}, copy(file, "doubles"));
    }
  }

  @Test
  void aChangedNumberIsFound() throws IOException {
    Path file = file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThrows(MalformedInput.class, () -> SafetensorsFile.open(Input.file(file)));
  }
}
