package chainrule.export.runtime;

import chainrule.export.onnx.LanguageModelFile;
import chainrule.tokenize.io.BadSetting;
import chainrule.train.kernel.Kernels;
import chainrule.train.score.TokenModel;
import chainrule.train.score.TokenRows;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.io.IOException;
import java.nio.FloatBuffer;

/// A language model in ONNX as evaluation sees it. It reads a row's first tokens at once and, if it
/// is asked to, the others one by one, as it does when it makes text. Not for use by several
/// threads.
public final class ExportedModel implements TokenModel {
  private static final int LONGEST = 1024; // of models that do not say it

  private final LanguageModelFile file;
  private final StepSession session;
  private final Kernels kernels;
  private final int atOnce;
  private final boolean carries;

  private ExportedModel(
      LanguageModelFile file, StepSession session, Kernels kernels, int atOnce, boolean carries) {
    this.file = file;
    this.session = session;
    this.kernels = kernels;
    this.atOnce = atOnce;
    this.carries = carries;
  }

  /// Opens a model, and sees whether it says what it said when it was exported.
  ///
  /// @param kernels for probabilities
  public static ExportedModel open(LanguageModelFile file, int threads, Kernels kernels)
      throws IOException {
    StepSession session = StepSession.open(file, threads);
    try {
      SelfCheck.run(file, session);
      return new ExportedModel(file, session, kernels, Integer.MAX_VALUE, false);
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /// The same model, which reads so many tokens of a row at once and the others one by one.
  public ExportedModel stepwiseAfter(int tokens) {
    return new ExportedModel(file, session, kernels, tokens, carries);
  }

  /// The same model, which goes on from call to call, if its state is one that can go on for ever:
  /// a recurrent one.
  public ExportedModel carrying() {
    boolean canCarry =
        file.isCached() && file.state().stream().allMatch(slot -> slot.growing().isEmpty());
    return new ExportedModel(file, session, kernels, atOnce, canCarry);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public int vocabulary() {
    return file.vocabulary();
  }

  @Override
  public int context() {
    return file.context().orElse(LONGEST);
  }

  @Override
  public boolean carries() {
    return carries;
  }

  @Override
  public void score(TokenRows rows, float[] nats) {
    for (int id : rows.ids()) {
      if (id < 0 || id >= vocabulary()) {
        throw new BadSetting(
            "%s: token %d is none of its %d".formatted(name(), id, vocabulary()),
            "tokenize the text with the model's own tokenizer");
      }
    }
    if (!carries || !rows.goOn()) {
      session.begin(rows.rows());
    }
    int time = rows.time();
    for (int from = 0; from < time; ) {
      int to = from < atOnce ? Math.min(atOnce, time) : from + 1;
      FloatBuffer logits = session.step(columns(rows.ids(), time, from, to));
      score(logits, columns(rows.targets(), time, from, to), nats, time, from, to);
      from = to;
    }
  }

  /// Some columns of `[rows, time]`.
  private static int[] columns(int[] all, int time, int from, int to) {
    int width = to - from;
    int[] columns = new int[all.length / time * width];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = all[i / width * time + from + i % width];
    }
    return columns;
  }

  private void score(FloatBuffer logits, int[] targets, float[] nats, int time, int from, int to) {
    int rows = targets.length;
    Shape shape = Shape.of(rows);
    Tensor losses = Tensor.zeros(Type.FLOAT32, shape);
    Tensor logarithms = Tensor.zeros(Type.FLOAT32, shape);
    kernels
        .losses()
        .crossEntropy(
            rows,
            vocabulary(),
            0,
            Tensor.of(Shape.of(rows, vocabulary()), logits.array()),
            Tensor.of(shape, targets),
            losses,
            logarithms);
    int width = to - from;
    for (int i = 0; i < rows; i++) {
      nats[i / width * time + from + i % width] = -losses.floats()[i];
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
