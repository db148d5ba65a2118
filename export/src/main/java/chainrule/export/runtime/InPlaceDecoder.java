package chainrule.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.DecodingStep;
import chainrule.export.onnx.DecodingTurn;
import chainrule.export.onnx.LanguageModelFile;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Lets ONNX Runtime make a turn of many sequences at a time, on the processor: keys and values are
/// written where they lie, while a [LoopDecoder] copies all of them in each turn. For several
/// sequences that is worth more than what a call for each turn costs.
public final class InPlaceDecoder implements Decoder {
  private final LanguageModelFile file;
  private final DecodingSettings settings;
  private final DecodingSession session;
  private final Set<String> made; // what ONNX Runtime finds a place for
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private Map<String, OnnxTensor> first = Map.of(); // what is carried, before the first turn
  private OrtSession.Result last; // null before the first turn
  private KeyValueBuffers buffers; // null before the first texts
  private LongBuffer forced;
  private DoubleBuffer noise;
  private int filled; // tokens of each sequence, after the next turn

  private InPlaceDecoder(
      LanguageModelFile file, DecodingSettings settings, DecodingSession session) {
    this.file = file;
    this.settings = settings;
    this.session = session;
    Set<String> names = new HashSet<>(session.outputs());
    file.state().forEach(slot -> names.remove(slot.after()));
    this.made = Set.copyOf(names);
  }

  /// @param threads that compute
  public static InPlaceDecoder open(
      LanguageModelFile file, DecodingSettings settings, int threads) {
    ByteBuffer model = DecodingStep.compose(file, settings);
    return new InPlaceDecoder(
        file,
        settings,
        DecodingSession.open(file, settings, model, new Device.Cpu(), threads, Optional.empty()));
  }

  /// Whether a model's keys and values can stay where they are, and it is worth it.
  public static boolean suits(LanguageModelFile file, DecodingSettings settings, Device device) {
    return device instanceof Device.Cpu && settings.isBatch() && DecodingStep.canRun(file);
  }

  @Override
  public void begin(int[][] texts, int window) {
    int batch = texts.length;
    try {
      forget();
      if (buffers == null || buffers.batch() != batch) {
        closeBuffers();
        buffers = new KeyValueBuffers(session.environment(), file.state(), batch);
      }
      first = session.beginning(texts, window);
      inputs.putAll(first);
      forced = DecodingSession.longs(batch);
      noise = DecodingSession.doubles(batch);
      long[] shape = {batch, 1};
      inputs.put(
          DecodingTurn.FORCED, OnnxTensor.createTensor(session.environment(), forced, shape));
      if (settings.drawsLots()) {
        inputs.put(
            DecodingTurn.NOISE, OnnxTensor.createTensor(session.environment(), noise, shape));
      }
      filled = window;
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
  }

  @Override
  public Stretch next(Turns turns) {
    int batch = buffers.batch();
    int count = turns.count();
    int[][] tokens = new int[count][batch];
    float[][][] logprobs = new float[settings.hasLogprobs() ? count : 0][][];
    boolean hasLikely = settings.alternatives() > 0;
    long[][][] likely = new long[hasLikely ? count : 0][][];
    float[][][] likelyLogprobs = new float[hasLikely ? count : 0][][];
    boolean[] ended = turns.ended().clone();
    int turn = 0;
    try {
      while (turn < count && !Turns.allEnded(ended)) {
        forced.clear();
        for (int token : turns.forced()[turn]) {
          forced.put(token);
        }
        noise.put(0, turns.noise()[turn]);
        run();
        LongBuffer drawn = tensor(DecodingTurn.TOKENS).getLongBuffer();
        for (int row = 0; row < batch; row++) {
          tokens[turn][row] = (int) drawn.get(row);
          ended[row] |= turns.forced()[turn][row] < 0 && tokens[turn][row] == settings.end();
        }
        if (settings.hasLogprobs()) {
          logprobs[turn] = (float[][]) tensor(DecodingTurn.LOGPROBS).getValue();
        }
        if (hasLikely) {
          likely[turn] = (long[][]) tensor(DecodingTurn.LIKELY).getValue();
          likelyLogprobs[turn] = (float[][]) tensor(DecodingTurn.LIKELY_LOGPROBS).getValue();
        }
        turn++;
      }
    } catch (OrtException e) {
      throw RuntimeFailure.of(e);
    }
    return new Stretch(Arrays.copyOf(tokens, turn), logprobs, likely, likelyLogprobs);
  }

  private void run() throws OrtException {
    buffers.reserve(filled);
    inputs.putAll(buffers.inputs());
    OrtSession.Result result = session.run(inputs, made, buffers.outputs());
    release();
    last = result;
    for (String name : first.keySet()) {
      inputs.put(name, tensor(DecodingStep.after(name)));
    }
    filled++;
  }

  private OnnxTensor tensor(String name) {
    return (OnnxTensor) last.get(name).orElseThrow();
  }

  @Override
  public long inside() {
    return session.inside();
  }

  /// Lets go of what the last turn made, or of what the first is given.
  private void release() {
    if (last == null) {
      first.values().forEach(OnnxTensor::close);
    } else {
      last.close();
    }
  }

  private void forget() {
    release();
    last = null;
    first = Map.of();
    Stream.of(DecodingTurn.FORCED, DecodingTurn.NOISE)
        .map(inputs::get)
        .filter(Objects::nonNull)
        .forEach(OnnxTensor::close);
    inputs.clear();
  }

  private void closeBuffers() {
    if (buffers != null) {
      buffers.close();
    }
  }

  @Override
  public void close() {
    forget();
    closeBuffers();
    session.close();
  }
}
