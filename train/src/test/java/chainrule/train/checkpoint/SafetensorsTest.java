package chainrule.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  private Path write(Map<String, Tensor> tensors) throws IOException {
    Path file = folder.resolve("x.safetensors");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      new SafetensorsWriter().write(new Safetensors(tensors, Map.of("step", "7")), channel);
    }
    return file;
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Tensor large = Tensor.zeros(Type.FLOAT32, Shape.of(3, 200_001)); // more than one buffer
    for (int i = 0; i < large.size(); i++) {
      large.set(i, i * 0.5 - 1000);
    }
    tensors.put("tokens.weight", large);
    tensors.put("step", Tensor.of(Shape.SCALAR, 41));
    tensors.put("exact", Tensor.of(Shape.of(2), Math.PI, -0.0));
    tensors.put("empty", Tensor.of(Shape.of(0, 4), new float[0]));
    tensors.put("inside", Tensor.over(new float[] {9, 1, 2, 9}, 1, Shape.of(2)));
    return tensors;
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Safetensors content = SafetensorsReader.read(Input.file(write(tensors())));
    assertEquals(Map.of("step", "7"), content.notes());
    assertEquals(List.copyOf(tensors().keySet()), List.copyOf(content.tensors().keySet()));
    tensors()
        .forEach(
            (name, expected) -> {
              Tensor actual = content.tensors().get(name);
              assertEquals(expected.shape(), actual.shape(), name);
              assertEquals(expected.type(), actual.type(), name);
              for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), actual.get(i), name);
              }
            });
  }

  @Test
  void everyFlippedBitOfTheNumbersIsFound() throws IOException {
    Path file = write(Map.of("a", Tensor.of(Shape.of(3), 1f, 2f, 3f)));
    byte[] whole = Files.readAllBytes(file);
    for (int i = whole.length - 12; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(file, flipped);
      assertThrows(
          MalformedInput.class, () -> SafetensorsReader.read(Input.file(file)), "byte " + i);
    }
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    Path file = write(Map.of("a", Tensor.of(Shape.of(3), 1f, 2f, 3f)));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(
          MalformedInput.class, () -> SafetensorsReader.read(Input.file(file)), "cut at " + length);
    }
  }

  /// Made by hand from the format's description: a bfloat16 and a float16 tensor, no checksum.
  @Test
  void halfPrecisionOfOtherToolsIsRead() throws IOException {
    String header =
        "{\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},"
            + "\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[4,6]}}";
    Safetensors content = read(header, "803f20c0" + "0038");
    assertArrayEquals(new float[] {1f, -2.5f}, content.tensors().get("b").floats());
    assertArrayEquals(new float[] {0.5f}, content.tensors().get("h").floats());
  }

  private Safetensors read(String header, String numbers) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("by-hand.safetensors");
    Files.write(file, new byte[] {(byte) text.length, 0, 0, 0, 0, 0, 0, 0});
    Files.write(file, text, StandardOpenOption.APPEND);
    Files.write(file, HexFormat.of().parseHex(numbers), StandardOpenOption.APPEND);
    return SafetensorsReader.read(Input.file(file));
  }

  @Test
  void tensorsMayStandInAnotherOrderThanTheHeaderHas() throws IOException {
    String header =
        "{\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[4,8]},"
            + "\"none\":{\"dtype\":\"I32\",\"shape\":[0],\"data_offsets\":[4,4]},"
            + "\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    Safetensors content = read(header, "01000000" + "02000000");
    assertEquals(1, content.tensors().get("a").id(0));
    assertEquals(2, content.tensors().get("b").id(0));
  }

  @Test
  void tensorsThatShareBytesAreRefused() {
    String header =
        "{\"a\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[4,8]}}";
    MalformedInput failure =
        assertThrows(
            MalformedInput.class, () -> read(header, "01000000" + "02000000" + "03000000"));
    assertTrue(
        failure
            .getMessage()
            .endsWith("b begins at byte 4 of the numbers where the one before it ends at 8"),
        failure.getMessage());
  }

  @Test
  void aShapeThatNoArrayHoldsIsAFaultOfTheFile() {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[70000,70000],\"data_offsets\":[0,4]}}";
    MalformedInput failure = assertThrows(MalformedInput.class, () -> read(header, "00000000"));
    assertTrue(
        failure.getMessage().endsWith("tensor a of shape [70000, 70000] has a wrong place"),
        failure.getMessage());
  }
}
