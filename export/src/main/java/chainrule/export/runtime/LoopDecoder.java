package chainrule.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import chainrule.export.onnx.DecodingLoop;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.export.onnx.LoopSettings;
import chainrule.export.onnx.OnnxFile.OnnxPort;
import chainrule.export.onnx.StateSlot;
import chainrule.export.onnx.StepGraph;
import chainrule.tokenize.io.MalformedInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Lets ONNX Runtime make a whole stretch of tokens by itself. What is remembered between stretches
/// stays in the runtime's own memory: a result is handed back as it is.
public final class LoopDecoder implements Decoder {
  private static final String WEIGHTS_FOLDER =
      "session.model_external_initializers_file_folder_path";

  private static final long OLDEST_OPSET = 18; // reductions take their axes as an input since
  private static final long SMALL = 2_000_000; // weights

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final LanguageModelFile file;
  private final LoopSettings settings;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private OrtSession.Result carried;
  private int batch;
  private long inside; // nanoseconds

  private LoopDecoder(
      LanguageModelFile file,
      LoopSettings settings,
      OrtEnvironment environment,
      OrtSession session) {
    this.file = file;
    this.settings = settings;
    this.environment = environment;
    this.session = session;
  }

  /// @param threads that compute on the processor
  public static LoopDecoder open(
      LanguageModelFile file, LoopSettings settings, Device device, int threads) {
    return open(file, settings, device, threads, Optional.empty());
  }

  /// The same, with a profile of all that is computed.
  ///
  /// @param profile how its file's name begins
  static LoopDecoder watched(
      LanguageModelFile file, LoopSettings settings, Device device, int threads, Path profile) {
    return open(file, settings, device, threads, Optional.of(profile));
  }

  /// Ends the profile of one that is watched.
  ///
  /// @return its file
  String endProfiling() throws OrtException {
    return session.endProfiling();
  }

  private static LoopDecoder open(
      LanguageModelFile file,
      LoopSettings settings,
      Device device,
      int threads,
      Optional<Path> profile) {
    ByteBuffer model = DecodingLoop.compose(file, settings);
    try (SessionOptions options = new SessionOptions()) {
      OrtEnvironment environment = OnnxRuntime.environment();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(false); // what is carried grows, so none comes again
      device.addTo(options);
      if (profile.isPresent()) {
        options.enableProfiling(profile.get().toString());
      }
      if (file.place() instanceof LanguageModelFile.Place.OnDisk(var path)) {
        String folder = path.toAbsolutePath().getParent().toString();
        options.addConfigEntry(WEIGHTS_FOLDER, folder);
      }
      return new LoopDecoder(
          file, settings, environment, environment.createSession(model, options));
    } catch (OrtException e) {
      throw new MalformedInput(
          file.name(),
          "",
          "ONNX Runtime cannot load it: " + OnnxRuntime.firstLine(e),
          "the file is damaged, its weights are not beside it, or it wants a newer runtime");
    }
  }

  /// Whether a model's operators go together with those of the sampler.
  public static boolean canRun(LanguageModelFile file) {
    return file.file().opsets().getOrDefault("", 0L) >= OLDEST_OPSET;
  }

  /// How many threads are worth it: passing the work on costs more than it saves where there is
  /// little.
  public static int usefulThreads(LanguageModelFile file, LoopSettings settings, int most) {
    long numbers = file.file().weights().stream().mapToLong(weight -> weight.elements()).sum();
    return numbers < SMALL && !settings.isBatch() ? 1 : most;
  }

  @Override
  public void begin(int[][] texts, int window) {
    try {
      forget();
      batch = texts.length;
      LongBuffer ids = longs((long) batch * window);
      LongBuffer positions = longs((long) batch * window);
      LongBuffer mask = longs((long) batch * window);
      for (int[] text : texts) {
        for (int i = 0; i < window; i++) {
          ids.put(text[text.length - window + i]);
          positions.put(i);
          mask.put(1);
        }
      }
      long[] shape = {batch, window};
      give(file.ids(), ids, shape);
      if (file.positions().isPresent()) {
        give(file.positions().get(), positions, shape);
      }
      if (file.attentionMask().isPresent()) {
        give(file.attentionMask().get(), mask, shape);
      }
      for (StateSlot slot : file.state()) {
        give(slot.before(), Beginning.state(environment, slot, batch));
      }
      if (file.reach() > 0) {
        give(StepGraph.PAST_IDS, Beginning.noIds(environment, file, batch));
      }
      if (settings.looksBack()) {
        give(DecodingLoop.COUNTS, counts(texts));
      }
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }

  /// How often each token came, `[batch, vocabulary]`.
  private OnnxTensor counts(int[][] texts) throws OrtException {
    int vocabulary = file.vocabulary();
    FloatBuffer counts = floats((long) batch * vocabulary);
    for (int row = 0; row < batch; row++) {
      for (int token : texts[row]) {
        int place = row * vocabulary + token;
        counts.put(place, counts.get(place) + 1);
      }
    }
    return OnnxTensor.createTensor(environment, counts, new long[] {batch, vocabulary});
  }

  private void give(OnnxPort port, LongBuffer numbers, long[] shape) throws OrtException {
    give(port.name(), OnnxTensor.createTensor(environment, numbers.flip(), shape));
  }

  private void give(String name, OnnxTensor tensor) {
    inputs.put(DecodingLoop.from(name), tensor);
  }

  @Override
  public Stretch next(Turns turns) {
    try {
      Map<String, OnnxTensor> fresh = fresh(turns);
      inputs.putAll(fresh);
      long start = System.nanoTime();
      OrtSession.Result result = session.run(inputs);
      inside += System.nanoTime() - start;
      fresh.values().forEach(OnnxTensor::close);
      fresh.keySet().forEach(inputs::remove);
      keep(result);
      return stretch(result);
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }

  /// What is said anew before each stretch.
  private Map<String, OnnxTensor> fresh(Turns turns) throws OrtException {
    Map<String, OnnxTensor> fresh = new HashMap<>();
    int count = turns.count();
    long[] shape = {count, batch, 1};
    LongBuffer steps = longs(1).put(count).flip();
    fresh.put(DecodingLoop.STEPS, OnnxTensor.createTensor(environment, steps, new long[0]));
    if (settings.drawsLots()) {
      DoubleBuffer noise = bytes(8L * count * batch).asDoubleBuffer();
      for (double[] row : turns.noise()) {
        noise.put(row);
      }
      fresh.put(DecodingLoop.NOISE, OnnxTensor.createTensor(environment, noise.flip(), shape));
    }
    if (settings.isBatch()) {
      LongBuffer forced = longs((long) count * batch);
      for (int[] row : turns.forced()) {
        for (int token : row) {
          forced.put(token);
        }
      }
      fresh.put(DecodingLoop.FORCED, OnnxTensor.createTensor(environment, forced.flip(), shape));
      if (settings.ends()) {
        boolean[][] ended = new boolean[batch][1];
        for (int row = 0; row < batch; row++) {
          ended[row][0] = turns.ended()[row];
        }
        fresh.put(
            DecodingLoop.from(DecodingLoop.ENDED), OnnxTensor.createTensor(environment, ended));
      }
    }
    return fresh;
  }

  /// Hands the results back as the next inputs, and lets go of those before.
  private void keep(OrtSession.Result result) {
    for (Map.Entry<String, OnnxTensor> input : inputs.entrySet()) {
      String name = input.getKey().substring(DecodingLoop.from("").length());
      OnnxTensor after = (OnnxTensor) result.get(DecodingLoop.to(name)).orElseThrow();
      if (carried == null) {
        input.getValue().close();
      }
      input.setValue(after);
    }
    if (carried != null) {
      carried.close();
    }
    carried = result;
  }

  /// How long ONNX Runtime has computed so far, in nanoseconds.
  public long inside() {
    return inside;
  }

  private Stretch stretch(OrtSession.Result result) throws OrtException {
    LongBuffer made = ((OnnxTensor) result.get(DecodingLoop.TOKENS).orElseThrow()).getLongBuffer();
    int[][] tokens = new int[made.remaining() / batch][batch];
    for (int[] turn : tokens) {
      for (int row = 0; row < batch; row++) {
        turn[row] = (int) made.get();
      }
    }
    float[][][] none = new float[0][][];
    return new Stretch(
        tokens,
        settings.hasLogprobs() ? floats(result, DecodingLoop.LOGPROBS) : none,
        settings.alternatives() > 0 ? longs(result, DecodingLoop.LIKELY) : new long[0][][],
        settings.alternatives() > 0 ? floats(result, DecodingLoop.LIKELY_LOGPROBS) : none);
  }

  private static float[][][] floats(OrtSession.Result result, String name) throws OrtException {
    return (float[][][]) result.get(name).orElseThrow().getValue();
  }

  private static long[][][] longs(OrtSession.Result result, String name) throws OrtException {
    return (long[][][]) result.get(name).orElseThrow().getValue();
  }

  private void forget() {
    if (carried != null) {
      carried.close();
      carried = null;
    } else {
      inputs.values().forEach(OnnxTensor::close);
    }
    inputs.clear();
  }

  @Override
  public void close() {
    forget();
    try {
      session.close();
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }

  private static ByteBuffer bytes(long size) {
    return ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
  }

  private static LongBuffer longs(long count) {
    return bytes(8 * count).asLongBuffer();
  }

  private static FloatBuffer floats(long count) {
    return bytes(4 * count).asFloatBuffer();
  }
}
