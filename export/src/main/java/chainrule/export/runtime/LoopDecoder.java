package chainrule.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import chainrule.export.onnx.DecodingLoop;
import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.DecodingTurn;
import chainrule.export.onnx.LanguageModelFile;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Lets ONNX Runtime make a whole stretch of tokens by itself. What is remembered between stretches
/// stays in the runtime's own memory: a result is handed back as it is.
public final class LoopDecoder implements Decoder {
  private static final long OLDEST_OPSET = 18; // reductions take their axes as an input since
  private static final long SMALL = 2_000_000; // weights

  private final DecodingSettings settings;
  private final DecodingSession session;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private OrtSession.Result carried;
  private int batch;

  private LoopDecoder(DecodingSettings settings, DecodingSession session) {
    this.settings = settings;
    this.session = session;
  }

  /// @param threads that compute on the processor
  public static LoopDecoder open(
      LanguageModelFile file, DecodingSettings settings, Device device, int threads) {
    return open(file, settings, device, threads, Optional.empty());
  }

  /// The same, with a profile of all that is computed.
  ///
  /// @param profile how its file's name begins
  static LoopDecoder watched(
      LanguageModelFile file, DecodingSettings settings, Device device, int threads, Path profile) {
    return open(file, settings, device, threads, Optional.of(profile));
  }

  private static LoopDecoder open(
      LanguageModelFile file,
      DecodingSettings settings,
      Device device,
      int threads,
      Optional<Path> profile) {
    ByteBuffer model = DecodingLoop.compose(file, settings);
    return new LoopDecoder(
        settings, DecodingSession.open(file, settings, model, device, threads, profile));
  }

  /// Ends the profile of one that is watched.
  ///
  /// @return its file
  String endProfiling() throws OrtException {
    return session.endProfiling();
  }

  /// Whether a model's operators go together with those of the sampler.
  public static boolean canRun(LanguageModelFile file) {
    return file.file().opsets().getOrDefault("", 0L) >= OLDEST_OPSET;
  }

  /// How many threads are worth it: passing the work on costs more than it saves where there is
  /// little.
  public static int usefulThreads(LanguageModelFile file, DecodingSettings settings, int most) {
    long numbers = file.file().weights().stream().mapToLong(weight -> weight.elements()).sum();
    return numbers < SMALL && !settings.isBatch() ? 1 : most;
  }

  @Override
  public void begin(int[][] texts, int window) {
    try {
      forget();
      batch = texts.length;
      session.beginning(texts, window).forEach(this::give);
      session.state(batch).forEach(this::give);
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }

  private void give(String name, OnnxTensor tensor) {
    inputs.put(DecodingLoop.from(name), tensor);
  }

  @Override
  public Stretch next(Turns turns) {
    try {
      Map<String, OnnxTensor> fresh = fresh(turns);
      inputs.putAll(fresh);
      OrtSession.Result result = session.run(inputs);
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
    OrtEnvironment environment = session.environment();
    Map<String, OnnxTensor> fresh = new HashMap<>();
    int count = turns.count();
    long[] shape = {count, batch, 1};
    LongBuffer steps = DecodingSession.longs(1).put(count).flip();
    fresh.put(DecodingLoop.STEPS, OnnxTensor.createTensor(environment, steps, new long[0]));
    if (settings.drawsLots()) {
      DoubleBuffer noise = DecodingSession.doubles((long) count * batch);
      for (double[] row : turns.noise()) {
        noise.put(row);
      }
      fresh.put(DecodingTurn.NOISE, OnnxTensor.createTensor(environment, noise.flip(), shape));
    }
    if (settings.isBatch()) {
      LongBuffer forced = DecodingSession.longs((long) count * batch);
      for (int[] row : turns.forced()) {
        for (int token : row) {
          forced.put(token);
        }
      }
      fresh.put(DecodingTurn.FORCED, OnnxTensor.createTensor(environment, forced.flip(), shape));
      if (settings.ends()) {
        boolean[][] ended = new boolean[batch][1];
        for (int row = 0; row < batch; row++) {
          ended[row][0] = turns.ended()[row];
        }
        fresh.put(
            DecodingLoop.from(DecodingTurn.ENDED), OnnxTensor.createTensor(environment, ended));
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

  @Override
  public long inside() {
    return session.inside();
  }

  private Stretch stretch(OrtSession.Result result) throws OrtException {
    LongBuffer made = ((OnnxTensor) result.get(DecodingTurn.TOKENS).orElseThrow()).getLongBuffer();
    int[][] tokens = new int[made.remaining() / batch][batch];
    for (int[] turn : tokens) {
      for (int row = 0; row < batch; row++) {
        turn[row] = (int) made.get();
      }
    }
    float[][][] none = new float[0][][];
    return new Stretch(
        tokens,
        settings.hasLogprobs() ? floats(result, DecodingTurn.LOGPROBS) : none,
        settings.alternatives() > 0 ? longs(result, DecodingTurn.LIKELY) : new long[0][][],
        settings.alternatives() > 0 ? floats(result, DecodingTurn.LIKELY_LOGPROBS) : none);
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
    session.close();
  }
}
