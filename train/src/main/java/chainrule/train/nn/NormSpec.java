package chainrule.train.nn;

import chainrule.tokenize.io.BadSetting;

/// Which norm, with which parameters.
///
/// @param epsilon added to the mean square before its root is taken, so that zeros stay zeros
public record NormSpec(Kind kind, boolean weighted, boolean biased, double epsilon) {
  public enum Kind {
    LAYER,
    RMS
  }

  public NormSpec {
    if (kind == Kind.RMS && biased) {
      throw new IllegalArgumentException("an RMS norm has no bias");
    }
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new BadSetting("the epsilon of a norm must not be negative, and is " + epsilon, "");
    }
  }

  public static NormSpec layer(boolean biased) {
    return new NormSpec(Kind.LAYER, true, biased, 1e-5);
  }

  public static NormSpec rms(boolean weighted) {
    return new NormSpec(Kind.RMS, weighted, false, 1e-5);
  }

  public Layer make(Scope scope, int width) {
    return switch (kind) {
      case LAYER -> new LayerNorm(scope, width, epsilon, weighted, biased);
      case RMS -> new RmsNorm(scope, width, epsilon, weighted);
    };
  }
}
