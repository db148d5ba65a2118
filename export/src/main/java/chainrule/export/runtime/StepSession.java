package chainrule.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.LanguageModelFile.Place;
import chainrule.export.onnx.StateSlot;
import chainrule.export.onnx.StepGraph;
import chainrule.tokenize.io.MalformedInput;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A language model in ONNX Runtime on the CPU, with what it remembers: tokens in, logits out, step
/// by step. What goes from step to step is never copied. Not for use by several threads.
public final class StepSession implements AutoCloseable {
  private final LanguageModelFile file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Map<String, OnnxTensor> first = new LinkedHashMap<>();
  private final List<OnnxTensor> given = new ArrayList<>(); // to the step that runs
  private OrtSession.Result last; // null before the first step
  private int batch;
  private int past;
  private long inside; // nanoseconds

  private StepSession(LanguageModelFile file, OrtEnvironment environment, OrtSession session) {
    this.file = file;
    this.environment = environment;
    this.session = session;
  }

  /// @param threads that compute
  public static StepSession open(LanguageModelFile file, int threads) {
    return open(file, threads, false);
  }

  /// For a few steps: what makes it quick later on is not prepared.
  static StepSession openBriefly(LanguageModelFile file, int threads) {
    return open(file, threads, true);
  }

  private static StepSession open(LanguageModelFile file, int threads, boolean briefly) {
    try (SessionOptions options = new SessionOptions()) {
      OrtEnvironment environment = OnnxRuntime.environment();
      options.setIntraOpNumThreads(threads);
      if (briefly) {
        options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
        options.addConfigEntry("session.disable_prepacking", "1");
      }
      OrtSession session =
          switch (file.place()) {
            case Place.OnDisk(var path) -> environment.createSession(path.toString(), options);
            case Place.InMemory(var bytes) ->
                environment.createSession(array(bytes.duplicate()), options);
          };
      return new StepSession(file, environment, session);
    } catch (OrtException e) {
      throw new MalformedInput(
          file.name(),
          "",
          "ONNX Runtime cannot load it: " + OnnxRuntime.firstLine(e),
          "the file is damaged, its weights are not beside it, or it wants a newer runtime");
    }
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }

  /// Forgets everything and begins so many texts.
  public void begin(int texts) {
    release();
    batch = texts;
    past = 0;
    try {
      for (StateSlot slot : file.state()) {
        first.put(slot.before(), Beginning.state(environment, slot, texts));
      }
      if (file.reach() > 0) {
        first.put(StepGraph.PAST_IDS, Beginning.noIds(environment, file, texts));
      }
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }

  /// Reads the next tokens of every text.
  ///
  /// @param ids `[batch, time]`
  /// @return logits `[batch, time, vocabulary]`
  public FloatBuffer step(int[] ids) {
    int time = ids.length / batch;
    Map<String, OnnxTensorLike> inputs = new HashMap<>();
    try {
      give(inputs, ids, time);
      remember(inputs);
      long start = System.nanoTime();
      OrtSession.Result result = session.run(inputs);
      inside += System.nanoTime() - start;
      release();
      last = result;
      past += time;
      return ((OnnxTensor) result.get(StepGraph.LOGITS).orElseThrow()).getFloatBuffer();
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    } finally {
      given.forEach(OnnxTensor::close);
      given.clear();
    }
  }

  private void give(Map<String, OnnxTensorLike> inputs, int[] ids, int time) throws OrtException {
    inputs.put(StepGraph.IDS, given(longs(ids), batch, time));
    if (file.positions().isPresent()) {
      inputs.put(StepGraph.POSITIONS, given(positions(time), batch, time));
    }
    if (file.attentionMask().isPresent()) {
      long[] all = new long[batch * (past + time)];
      Arrays.fill(all, 1);
      inputs.put(file.attentionMask().get().name(), given(all, batch, past + time));
    }
  }

  private OnnxTensor given(long[] numbers, int rows, int columns) throws OrtException {
    OnnxTensor tensor = integers(numbers, rows, columns);
    given.add(tensor);
    return tensor;
  }

  private void remember(Map<String, OnnxTensorLike> inputs) {
    if (last == null) {
      inputs.putAll(first);
      return;
    }
    for (StateSlot slot : file.state()) {
      inputs.put(slot.before(), output(slot.after()));
    }
    if (file.reach() > 0) {
      inputs.put(StepGraph.PAST_IDS, output(StepGraph.PRESENT_IDS));
    }
  }

  private OnnxTensor output(String name) {
    return (OnnxTensor) last.get(name).orElseThrow();
  }

  private long[] positions(int time) {
    long[] positions = new long[batch * time];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (long) past + i % time;
    }
    return positions;
  }

  private static long[] longs(int[] ids) {
    return Arrays.stream(ids).asLongStream().toArray();
  }

  private OnnxTensor integers(long[] numbers, int rows, int columns) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(numbers), new long[] {rows, columns});
  }

  /// How long ONNX Runtime has computed so far, in nanoseconds.
  long inside() {
    return inside;
  }

  private void release() {
    first.values().forEach(OnnxTensor::close);
    first.clear();
    if (last != null) {
      last.close();
      last = null;
    }
  }

  @Override
  public void close() {
    release();
    try {
      session.close();
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }
}
