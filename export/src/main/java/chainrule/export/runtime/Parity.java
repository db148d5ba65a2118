package chainrule.export.runtime;

import chainrule.export.onnx.SelfTest;
import chainrule.train.score.TokenModel;
import chainrule.train.score.TokenRows;
import chainrule.train.tensor.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the trainer says of some windows of text, to be compared with what an exported model says
/// of them. Large models are asked for less, so that it stays a matter of seconds.
public final class Parity {
  private static final int MOST_WINDOWS = 8;
  private static final double MOST_PRODUCTS = 2.5e11; // for the windows together
  private static final double MOST_READ = 1e11; // weights, by steps of one token
  private static final int TESTS = 2;
  private static final int TEST_TOKENS = 16;

  private final TokenRows windows;
  private final float[] expected;
  private final int steps;

  private Parity(TokenRows windows, float[] expected, int steps) {
    this.windows = windows;
    this.expected = expected;
    this.steps = steps;
  }

  /// How many windows a model of so many parameters is asked for.
  public static int windows(long parameters, int context) {
    double products = (double) parameters * context;
    return (int) Math.clamp(MOST_PRODUCTS / products, 1, MOST_WINDOWS);
  }

  /// Windows of random tokens, for runs whose validation text is not known.
  public static List<int[]> randomWindows(int windows, int context, int vocabulary) {
    Rng rng = new Rng(1);
    List<int[]> random = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      int[] window = new int[context + 1];
      Arrays.setAll(window, _ -> rng.nextInt(vocabulary));
      random.add(window);
    }
    return random;
  }

  /// Asks the trainer.
  ///
  /// @param windows of equal length, the last token of each is only foretold
  public static Parity of(TokenModel trainer, long parameters, List<int[]> windows) {
    int time = windows.getFirst().length - 1;
    int[] ids = new int[windows.size() * time];
    int[] targets = new int[ids.length];
    for (int row = 0; row < windows.size(); row++) {
      System.arraycopy(windows.get(row), 0, ids, row * time, time);
      System.arraycopy(windows.get(row), 1, targets, row * time, time);
    }
    TokenRows rows = new TokenRows(windows.size(), time, ids, targets, false);
    float[] expected = score(trainer, rows);
    int steps = (int) Math.clamp(MOST_READ / parameters, 1, time - 1.0);
    return new Parity(rows, expected, Math.max(steps, 1));
  }

  /// Row by row, so that the logits of a long context fit into memory.
  private static float[] score(TokenModel model, TokenRows rows) {
    float[] nats = new float[rows.ids().length];
    int time = rows.time();
    int together = Math.clamp(model.tokensAtOnce() / time, 1, rows.rows());
    for (int row = 0; row < rows.rows(); row += together) {
      int end = Math.min(rows.rows(), row + together);
      int[] ids = Arrays.copyOfRange(rows.ids(), row * time, end * time);
      int[] targets = Arrays.copyOfRange(rows.targets(), row * time, end * time);
      float[] some = new float[ids.length];
      model.score(new TokenRows(end - row, time, ids, targets, false), some);
      System.arraycopy(some, 0, nats, row * time, some.length);
    }
    return nats;
  }

  /// How many tokens are compared.
  public int tokens() {
    return expected.length;
  }

  /// How many tokens of each window are read one by one, after the others were read at once.
  public int steps() {
    return steps;
  }

  /// The greatest difference of log-probabilities where windows are read whole; NaN where one of
  /// them is no number.
  public double whole(ExportedModel model) {
    return greatestDifference(score(model, windows));
  }

  /// The same where tokens are read one by one.
  public double stepwise(ExportedModel model) {
    return greatestDifference(score(model.stepwiseAfter(windows.time() - steps), windows));
  }

  private double greatestDifference(float[] nats) {
    double greatest = 0;
    for (int i = 0; i < nats.length; i++) {
      double difference = Math.abs((double) nats[i] - expected[i]);
      if (Double.isNaN(difference)) {
        return Double.NaN;
      }
      greatest = Math.max(greatest, difference);
    }
    return greatest;
  }

  /// What the trainer says of the beginnings of some windows, to go with the model.
  public List<SelfTest> selfTests() {
    List<SelfTest> tests = new ArrayList<>();
    int time = windows.time();
    int length = Math.min(TEST_TOKENS, time);
    for (int row = 0; row < Math.min(TESTS, windows.rows()); row++) {
      List<Integer> tokens = new ArrayList<>();
      List<Double> nats = new ArrayList<>();
      tokens.add(windows.ids()[row * time]);
      for (int i = row * time; i < row * time + length; i++) {
        tokens.add(windows.targets()[i]);
        nats.add((double) expected[i]);
      }
      tests.add(new SelfTest(tokens, nats));
    }
    return tests;
  }
}
