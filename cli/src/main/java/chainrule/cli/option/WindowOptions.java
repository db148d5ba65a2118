package chainrule.cli.option;

import chainrule.cli.reference.Heading;
import chainrule.train.score.TokenModel;
import chainrule.train.score.WindowScorer;
import picocli.CommandLine.Option;

/// How neural models read documents that are longer than their context.
@Heading("Neural models")
public final class WindowOptions {
  @Option(
      names = "--overlap",
      paramLabel = "N",
      description =
          "Let windows overlap, so that at least N tokens stand before each that is foretold:"
              + " better and slower (default: 0).")
  private int overlap;

  @Option(
      names = "--carry",
      negatable = true,
      description =
          "Whether a recurrent state goes on from window to window (default: as in training).")
  private Boolean carry;

  /// @param trained whether the model's training carried its state
  public boolean carries(boolean trained) {
    return carry == null ? trained && overlap == 0 : carry;
  }

  public WindowScorer scorer(TokenModel model, ModelTokens tokens) {
    return new WindowScorer(model, tokens.marks(), overlap);
  }
}
