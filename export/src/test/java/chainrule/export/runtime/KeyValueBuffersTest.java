package chainrule.export.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import chainrule.export.onnx.StateSlot;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KeyValueBuffersTest {
  private static final StateSlot SLOT =
      new StateSlot(
          "past",
          "present",
          StateSlot.FLOAT,
          List.of("batch", "3", "past", "2"),
          OptionalInt.of(2));

  @Test
  void whatIsThereStaysWhereThereIsMoreRoom() throws OrtException {
    try (KeyValueBuffers buffers =
        new KeyValueBuffers(OnnxRuntime.environment(), List.of(SLOT), 2)) {
      buffers.reserve(5);
      OnnxTensor small = buffers.inputs().get("past");
      assertArrayEquals(new long[] {2, 3, 64, 2}, small.getInfo().getShape());
      FloatBuffer numbers = (FloatBuffer) small.getBufferRef().orElseThrow();
      for (int i = 0; i < numbers.capacity(); i++) {
        numbers.put(i, i);
      }
      buffers.reserve(64);
      assertSame(small, buffers.inputs().get("past"));
      buffers.reserve(65);
      OnnxTensor large = buffers.outputs().get("present");
      assertSame(large, buffers.inputs().get("past"));
      assertArrayEquals(new long[] {2, 3, 128, 2}, large.getInfo().getShape());
      FloatBuffer moved = large.getFloatBuffer();
      for (int head = 0; head < 6; head++) {
        for (int i = 0; i < 128; i++) {
          assertEquals(head * 128 + i, moved.get(head * 256 + i));
        }
      }
    }
  }
}
