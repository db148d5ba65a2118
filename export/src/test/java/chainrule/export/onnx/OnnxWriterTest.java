package chainrule.export.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import chainrule.export.onnx.OnnxFile.OnnxPort;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.Element;
import chainrule.train.graph.Graph;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
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

class OnnxWriterTest {
  @TempDir Path folder;

  /// `y = leaky relu(x · W)` with a weight of this width, so that it can be made too large to stand
  /// inside.
  private static Graph graph(int width) {
    GraphBuilder graph = new GraphBuilder("layer");
    Wire x = graph.input("x", Element.FLOAT, Shape.of(Dim.named("batch"), Dim.of(2)));
    Tensor weight = Tensor.zeros(Type.FLOAT32, Shape.of(2, width));
    for (int i = 0; i < weight.size(); i++) {
      weight.set(i, i - width);
    }
    Wire product = graph.add("MatMul", x, graph.initializer("W", weight));
    Wire activated = graph.add("LeakyRelu", Map.of("alpha", Attribute.of(0.5)), product);
    graph.output("y", activated, Element.FLOAT, Shape.of(Dim.named("batch"), Dim.of(width)));
    return graph.build();
  }

  private static OnnxModel model(int width) {
    return new OnnxModel(graph(width), OnnxModel.OPSET, Map.of("how", "chainrule export"));
  }

  private static float[][] run(OrtSession session) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor x = OnnxTensor.createTensor(environment, new float[][] {{1, 2}});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      return (float[][]) result.get(0).getValue();
    }
  }

  @Test
  void theRuntimeComputesWhatWasWritten() throws IOException, OrtException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxWriter.write(model(3), Weights.NONE, "0", out);
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(out.toByteArray())) {
      assertArrayEquals(
          new float[] {-1.5f, 0, 3}, run(session)[0]); // of -3 + 2·0, -2 + 2·1, -1 + 2·2
    }
  }

  @Test
  void largeWeightsLieBesideTheFile() throws IOException, OrtException {
    Path file = folder.resolve("m.onnx");
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream data = Files.newOutputStream(folder.resolve("m.onnx.data"))) {
      OnnxWriter.write(model(1000), Weights.NONE, "0", out, "m.onnx.data", data);
    }
    assertEquals(8000, Files.size(folder.resolve("m.onnx.data")));
    assertTrue(Files.size(file) < 1000, "the file itself is small");
    assertTrue(OnnxReader.read(Input.file(file)).hasExternalData());
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      assertEquals(-1 + 2 * 999, run(session)[0][999]);
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxWriter.write(model(3), Weights.NONE, "0", out);
    OnnxFile file = OnnxReader.read("m.onnx", ByteBuffer.wrap(out.toByteArray()));
    assertEquals(Map.of("", (long) OnnxModel.OPSET), file.opsets());
    assertEquals("chainrule export", file.metadata().get("how"));
    assertEquals(List.of(new OnnxPort("x", 1, List.of("batch", "2"))), file.inputs());
    assertEquals(List.of(new OnnxPort("y", 1, List.of("batch", "3"))), file.outputs());
    assertEquals(
        List.of("MatMul", "LeakyRelu"),
        file.nodes().stream().map(OnnxFile.OnnxNode::operator).toList());
    assertEquals(6, file.weights().getFirst().elements());
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxWriter.write(model(3), Weights.NONE, "0", out);
    byte[] whole = out.toByteArray();
    assertThrows(MalformedInput.class, () -> OnnxReader.read("x", ByteBuffer.wrap(new byte[0])));
    assertThrows(
        MalformedInput.class,
        () -> OnnxReader.read("x", ByteBuffer.wrap(Arrays.copyOf(whole, whole.length / 2))));
    assertThrows(
        MalformedInput.class,
        () -> OnnxReader.read("x", ByteBuffer.wrap(new byte[] {116, 101, 120, 116})));
  }
}
