package chainrule.train.loop;

/// One report of a training: a row of `metrics.csv`. Numbers that were not measured are NaN.
///
/// @param step how many steps were done
/// @param tokens how many tokens were trained on
/// @param seconds of training, those before a resume included
/// @param trainLoss mean since the row before, nats per token
/// @param validationLoss nats per token
/// @param bitsPerByte of the validation text
/// @param gradientNorm before clipping
public record Metrics(
    long step,
    long tokens,
    double seconds,
    double trainLoss,
    double validationLoss,
    double bitsPerByte,
    double learningRate,
    double gradientNorm,
    double tokensPerSecond) {

  /// Of the validation text where there is one, else of what was trained on.
  public double perplexity() {
    return Math.exp(Double.isNaN(validationLoss) ? trainLoss : validationLoss);
  }
}
