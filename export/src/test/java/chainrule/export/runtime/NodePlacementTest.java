package chainrule.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.tokenize.io.Input;
import chainrule.train.model.TransformerSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodePlacementTest {
  @Test
  void theProcessorComputesAllThatItIsGiven() throws IOException {
    LanguageModelFile file =
        GeneratorTest.file(TransformerSpec.llama(13, 16, 2, 4, 2, 16, 20), true);
    DecodingSettings settings = new DecodingSettings(List.of(), -1, false, -1);
    NodePlacement placement = NodePlacement.watch(file, settings, new Device.Cpu(), 1);
    assertEquals(Map.of("CPU", placement.nodes().get("CPU")), placement.nodes());
    assertEquals(2, placement.nodes().get("CPU").get("Attention"));
    assertEquals("", placement.besides("CPU"));
    assertTrue(placement.besides("CUDA").contains("Attention (2)"), placement.besides("CUDA"));
  }

  @Test
  void aNodeCountsOnceHoweverOftenItRan() throws IOException {
    String event =
        """
        {"cat":"Node","name":"%s_kernel_time","dur":3,
         "args":{"op_name":"%s","provider":"%sExecutionProvider"}}
        """;
    String profile =
        "[{\"cat\":\"Session\",\"name\":\"model_run\",\"args\":{}},"
            + String.join(
                ",",
                event.formatted("a", "MatMul", "CUDA"),
                event.formatted("a", "MatMul", "CUDA"),
                event.formatted("b", "Range", "CPU"),
                event.formatted("c", "Range", "CPU"),
                event.formatted("d", "TopK", "CPU"))
            + "]";
    NodePlacement placement =
        NodePlacement.read(
            Input.stream(
                "profile", new ByteArrayInputStream(profile.getBytes(StandardCharsets.UTF_8))));
    assertEquals(4, placement.count());
    assertEquals("Range (2), TopK (1)", placement.besides("CUDA"));
  }
}
