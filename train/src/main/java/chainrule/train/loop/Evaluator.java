package chainrule.train.loop;

import chainrule.train.data.TokenRange;
import chainrule.train.score.Lane;
import chainrule.train.score.TokenModel;
import chainrule.train.score.TokenRows;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/// The loss of a model on a whole text, in windows that do not overlap; a model that carries its
/// state reads them in rows of neighbours. Tokens after the last whole window are left out, as
/// PyTorch examples do. Not for use by several threads.
public final class Evaluator {
  private final TokenModel model;
  private final TokenRange text;
  private final int context;
  private final long windows;
  private final int[] window;
  private float[] nats = {};

  public Evaluator(TokenModel model, TokenRange text) {
    this.model = model;
    this.text = text;
    this.context = model.context();
    this.windows = (text.size() - 1) / context;
    this.window = new int[context + 1];
  }

  /// Mean over all windows, in nats per token.
  ///
  /// @param stop whether to give it up between two of its batches
  /// @return nothing where it was given up
  public OptionalDouble loss(BooleanSupplier stop) {
    double sum = 0;
    boolean carries = model.carries();
    int rows = rows();
    long share = Lane.windowsOfLane(windows);
    long end = carries ? share : windows;
    for (long first = 0; first < end; first += carries ? 1 : rows) {
      if (stop.getAsBoolean()) {
        return OptionalDouble.empty();
      }
      sum +=
          carries
              ? loss(first, share, rows, first > 0)
              : loss(first, 1, (int) Math.min(rows, windows - first), false);
    }
    return OptionalDouble.of(sum / tokens());
  }

  /// How many windows the model is given at once, at most.
  int rows() {
    if (model.carries()) {
      long share = Lane.windowsOfLane(windows);
      return Math.toIntExact((windows + share - 1) / share);
    }
    return (int) Math.clamp(model.tokensAtOnce() / context, 1, Math.max(1, windows));
  }

  /// The sum over the tokens of some windows; those behind the last are empty.
  ///
  /// @param distance from each window to the next
  private double loss(long first, long distance, int rows, boolean goOn) {
    int[] ids = new int[rows * context];
    int[] targets = new int[rows * context];
    Arrays.fill(targets, TokenRows.NO_TARGET);
    for (int row = 0; row < rows && first + row * distance < windows; row++) {
      long start = (first + row * distance) * context;
      text.read("the validation text", start, model.vocabulary(), window);
      System.arraycopy(window, 0, ids, row * context, context);
      System.arraycopy(window, 1, targets, row * context, context);
    }
    if (nats.length < ids.length) {
      nats = new float[ids.length];
    }
    model.score(new TokenRows(rows, context, ids, targets, goOn), nats);
    double sum = 0;
    for (int i = 0; i < ids.length; i++) {
      sum -= targets[i] == TokenRows.NO_TARGET ? 0 : nats[i];
    }
    return sum;
  }

  /// How many tokens are scored.
  public long tokens() {
    return windows * context;
  }
}
