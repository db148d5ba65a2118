package chainrule.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import chainrule.export.onnx.StateSlot;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keys and values of a batch where they stay, `[batch, keyHeads, room, size]` each: a run of the
/// model reads them and writes its own behind them. Owns native memory; not for several threads.
final class KeyValueBuffers implements AutoCloseable {
  private static final int LEAST_ROOM = 64; // tokens
  private static final long ALIGNMENT = 64;

  private final OrtEnvironment environment;
  private final List<StateSlot> slots;
  private final int batch;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs = new HashMap<>();
  private Arena arena = Arena.ofShared();
  private Map<StateSlot, MemorySegment> memory = Map.of();
  private int room;

  KeyValueBuffers(OrtEnvironment environment, List<StateSlot> slots, int batch) {
    this.environment = environment;
    this.slots = slots;
    this.batch = batch;
  }

  int batch() {
    return batch;
  }

  /// By the names of the model's inputs.
  Map<String, OnnxTensor> inputs() {
    return inputs;
  }

  /// The same ones by the names of its outputs.
  Map<String, OnnxTensor> outputs() {
    return outputs;
  }

  /// Makes room for so many tokens of each sequence; those that are there stay.
  void reserve(int tokens) throws OrtException {
    if (tokens <= room) {
      return;
    }
    int wanted = Math.max(LEAST_ROOM, Math.max(tokens, 2 * room));
    Arena larger = Arena.ofShared();
    Map<StateSlot, MemorySegment> moved = new HashMap<>();
    for (StateSlot slot : slots) {
      long heads = batch * Long.parseLong(slot.dimensions().get(1));
      long size = Long.parseLong(slot.dimensions().get(3));
      long from = room * size * Float.BYTES;
      long to = wanted * size * Float.BYTES;
      MemorySegment numbers = larger.allocate(heads * to, ALIGNMENT);
      for (long head = 0; head < heads && room > 0; head++) {
        MemorySegment.copy(memory.get(slot), head * from, numbers, head * to, from);
      }
      moved.put(slot, numbers);
    }
    close();
    arena = larger;
    memory = moved;
    room = wanted;
    for (StateSlot slot : slots) {
      long[] shape = slot.beginning(batch);
      shape[2] = room;
      OnnxTensor tensor =
          OnnxTensor.createTensor(
              environment,
              memory.get(slot).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer(),
              shape);
      inputs.put(slot.before(), tensor);
      outputs.put(slot.after(), tensor);
    }
  }

  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
    outputs.clear();
    arena.close();
  }
}
