package chainrule.cli.option;

import chainrule.cli.reference.Heading;
import chainrule.tokenize.io.BadSetting;
import chainrule.train.score.TokenModel;
import chainrule.train.score.WindowScorer;
import picocli.CommandLine.Option;

/// How neural models read documents that are longer than their context.
@Heading("Neural models")
public final class WindowOptions {
  @Option(
      names = "--stride",
      paramLabel = "N",
      description =
          "Begin a window every N tokens and foretell only what the window before did not, so that"
              + " more stands before each token (default: the context; windows do not overlap).")
  private Integer stride;

  @Option(
      names = "--carry",
      negatable = true,
      description =
          "Whether a recurrent state goes on from window to window (default: as in training).")
  private Boolean carry;

  /// @param trained whether the model's training carried its state
  public boolean carries(boolean trained) {
    return carry == null ? trained && stride == null : carry;
  }

  public WindowScorer scorer(TokenModel model, ModelTokens tokens) {
    if (stride != null && stride < 1) {
      throw new BadSetting("--stride must be at least 1, not " + stride, "");
    }
    return new WindowScorer(model, tokens.marks(), stride == null ? 0 : stride);
  }
}
