package chainrule.export.runtime;

import chainrule.export.onnx.DecodingSettings;
import chainrule.export.onnx.LanguageModelFile;
import chainrule.train.sampling.Sampler;
import chainrule.train.sampling.TokenHistory;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// Draws each token on the host: for models whose operators are too old for a [LoopDecoder], and to
/// hold that one to the truth.
public final class HostDecoder implements Decoder {
  private final LanguageModelFile file;
  private final DecodingSettings settings;
  private final StepSession session;
  private TokenHistory[] histories;
  private int[] ids; // what is read next, `[batch, time]`; all so far where nothing is remembered

  private HostDecoder(LanguageModelFile file, DecodingSettings settings, StepSession session) {
    this.file = file;
    this.settings = settings;
    this.session = session;
  }

  /// @param threads that compute
  public static HostDecoder open(LanguageModelFile file, DecodingSettings settings, int threads) {
    return new HostDecoder(file, settings, StepSession.open(file, threads));
  }

  @Override
  public void begin(int[][] texts, int window) {
    session.begin(texts.length);
    histories = new TokenHistory[texts.length];
    ids = new int[texts.length * window];
    for (int row = 0; row < texts.length; row++) {
      int[] text = texts[row];
      histories[row] = new TokenHistory(file.vocabulary());
      Arrays.stream(text).forEach(histories[row]::add);
      System.arraycopy(text, text.length - window, ids, row * window, window);
    }
  }

  @Override
  public Stretch next(Turns turns) {
    int batch = histories.length;
    int[][] tokens = new int[turns.count()][];
    float[][][] logprobs = new float[turns.count()][batch][];
    long[][][] likely = new long[turns.count()][batch][];
    float[][][] likelyLogprobs = new float[turns.count()][batch][];
    boolean[] ended = turns.ended().clone();
    int turn = 0;
    boolean goesOn = true;
    while (goesOn && turn < turns.count()) {
      FloatBuffer logits = session.step(ids);
      int time = ids.length / batch;
      int[] made = new int[batch];
      for (int row = 0; row < batch; row++) {
        float[] last = new float[file.vocabulary()];
        logits.get((row * time + time - 1) * last.length, last);
        int forced = turns.forced()[turn][row];
        float[] raw = last.clone();
        int drawn = Sampler.draw(settings.rules(), last, histories[row], turns.noise()[turn][row]);
        made[row] = forced >= 0 ? forced : Math.max(0, drawn);
        histories[row].add(made[row]);
        ended[row] |= forced < 0 && made[row] == settings.end();
        if (settings.hasLogprobs()) {
          Logprobs told = Logprobs.of(raw, settings.alternatives());
          logprobs[turn][row] = new float[] {told.of(made[row])};
          likely[turn][row] = told.likely();
          likelyLogprobs[turn][row] = told.likelyLogprobs();
        }
      }
      tokens[turn++] = made;
      read(made);
      goesOn = !settings.ends() || !Turns.allEnded(ended);
    }
    boolean told = settings.hasLogprobs();
    return new Stretch(
        Arrays.copyOf(tokens, turn),
        told ? logprobs : new float[0][][],
        told && settings.alternatives() > 0 ? likely : new long[0][][],
        likelyLogprobs);
  }

  /// Says what the next step reads.
  private void read(int[] made) {
    if (file.isCached()) {
      ids = made;
      return;
    }
    int time = ids.length / made.length;
    int[] longer = new int[ids.length + made.length];
    for (int row = 0; row < made.length; row++) {
      System.arraycopy(ids, row * time, longer, row * (time + 1), time);
      longer[row * (time + 1) + time] = made[row];
    }
    ids = longer;
    session.begin(made.length);
  }

  @Override
  public long inside() {
    return session.inside();
  }

  @Override
  public void close() {
    session.close();
  }
}
