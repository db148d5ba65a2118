package chainrule.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.DecodingTurn;
import chainrule.export.onnx.LanguageModelFile;
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
import java.util.Set;

/// ONNX Runtime's session of a model that was composed for decoding, what the first turn is given,
/// and how long it has computed. Owns native memory; not for several threads.
final class DecodingSession implements AutoCloseable {
  private static final String WEIGHTS_FOLDER =
      "session.model_external_initializers_file_folder_path";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final LanguageModelFile file;
  private final DecodingSettings settings;
  private long inside; // nanoseconds

  private DecodingSession(
      OrtEnvironment environment,
      OrtSession session,
      LanguageModelFile file,
      DecodingSettings settings) {
    this.environment = environment;
    this.session = session;
    this.file = file;
    this.settings = settings;
  }

  /// @param model composed of the file's step
  /// @param threads that compute on the processor
  /// @param profile how the name of the file begins that tells of all that is computed
  static DecodingSession open(
      LanguageModelFile file,
      DecodingSettings settings,
      ByteBuffer model,
      Device device,
      int threads,
      Optional<Path> profile) {
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
      return new DecodingSession(
          environment, environment.createSession(model, options), file, settings);
    } catch (OrtException e) {
      throw new MalformedInput(
          file.name(),
          "",
          "ONNX Runtime cannot load it: " + OnnxRuntime.firstLine(e),
          "the file is damaged, its weights are not beside it, or it wants a newer runtime");
    }
  }

  OrtEnvironment environment() {
    return environment;
  }

  /// The names of all results.
  Set<String> outputs() {
    return session.getOutputNames();
  }

  /// What the first turn is given besides the state, by the names of the step's inputs.
  Map<String, OnnxTensor> beginning(int[][] texts, int window) throws OrtException {
    int batch = texts.length;
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
    Map<String, OnnxTensor> given = new HashMap<>();
    given.put(file.ids().name(), OnnxTensor.createTensor(environment, ids.flip(), shape));
    Optional<OnnxPort> asksPositions = file.positions();
    if (asksPositions.isPresent()) {
      given.put(
          asksPositions.get().name(),
          OnnxTensor.createTensor(environment, positions.flip(), shape));
    }
    Optional<OnnxPort> asksMask = file.attentionMask();
    if (asksMask.isPresent()) {
      given.put(asksMask.get().name(), OnnxTensor.createTensor(environment, mask.flip(), shape));
    }
    if (file.reach() > 0) {
      given.put(StepGraph.PAST_IDS, Beginning.noIds(environment, file, batch));
    }
    if (settings.looksBack()) {
      given.put(DecodingTurn.COUNTS, counts(texts));
    }
    return given;
  }

  /// The state before the first token.
  Map<String, OnnxTensor> state(int batch) throws OrtException {
    Map<String, OnnxTensor> state = new HashMap<>();
    for (StateSlot slot : file.state()) {
      state.put(slot.before(), Beginning.state(environment, slot, batch));
    }
    return state;
  }

  /// How often each token came, `[batch, vocabulary]`.
  private OnnxTensor counts(int[][] texts) throws OrtException {
    int vocabulary = file.vocabulary();
    FloatBuffer counts = floats((long) texts.length * vocabulary);
    for (int row = 0; row < texts.length; row++) {
      for (int token : texts[row]) {
        int place = row * vocabulary + token;
        counts.put(place, counts.get(place) + 1);
      }
    }
    return OnnxTensor.createTensor(environment, counts, new long[] {texts.length, vocabulary});
  }

  OrtSession.Result run(Map<String, OnnxTensor> inputs) throws OrtException {
    return run(inputs, session.getOutputNames(), Map.of());
  }

  /// @param wanted results that the runtime makes
  /// @param given results that have a place already
  OrtSession.Result run(
      Map<String, OnnxTensor> inputs, Set<String> wanted, Map<String, ? extends OnnxValue> given)
      throws OrtException {
    long start = System.nanoTime();
    OrtSession.Result result = session.run(inputs, wanted, given);
    inside += System.nanoTime() - start;
    return result;
  }

  /// How long ONNX Runtime has computed so far, in nanoseconds.
  long inside() {
    return inside;
  }

  /// Ends the profile of one that is watched.
  ///
  /// @return its file
  String endProfiling() throws OrtException {
    return session.endProfiling();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }

  private static ByteBuffer bytes(long size) {
    return ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
  }

  static DoubleBuffer doubles(long count) {
    return bytes(8 * count).asDoubleBuffer();
  }

  static LongBuffer longs(long count) {
    return bytes(8 * count).asLongBuffer();
  }

  private static FloatBuffer floats(long count) {
    return bytes(4 * count).asFloatBuffer();
  }
}
