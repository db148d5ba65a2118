package chainrule.train.optim;

import chainrule.tokenize.io.BadSetting;

/// How the learning rate goes: up during the warm-up, then along a curve.
///
/// @param warmup how many steps it takes to reach the full rate
/// @param floor what is left at the end, as a share of the full rate
/// @param decay for [Curve#WARMUP_STABLE_DECAY]: over which share of the steps after the warm-up it
///   goes down, at the end
public record Schedule(Curve curve, long warmup, double floor, double decay) {
  /// What comes after the warm-up.
  public enum Curve {
    CONSTANT,
    LINEAR,
    COSINE,
    /// Constant, and linear in a last share of the steps.
    WARMUP_STABLE_DECAY,
    /// 1/√step.
    INVERSE_SQUARE_ROOT
  }

  public Schedule {
    if (warmup < 0) {
      throw new BadSetting("the warm-up cannot be %d steps".formatted(warmup), "");
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new BadSetting("the least learning rate is a share from 0 to 1, not " + floor, "");
    }
    if (!(decay >= 0 && decay <= 1)) {
      throw new BadSetting("the decay is a share from 0 to 1, not " + decay, "");
    }
  }

  public static Schedule constant() {
    return new Schedule(Curve.CONSTANT, 0, 1, 0);
  }

  public static Schedule cosine(long warmup, double floor) {
    return new Schedule(Curve.COSINE, warmup, floor, 0);
  }

  public static Schedule linear(long warmup, double floor) {
    return new Schedule(Curve.LINEAR, warmup, floor, 0);
  }

  /// The share of the full rate at a step.
  ///
  /// @param step from 0
  /// @param steps how many there will be; may be an estimate that changes, when time is what ends a
  ///   training
  public double factor(long step, double steps) {
    if (step < warmup) {
      return (step + 1.0) / (warmup + 1.0);
    }
    double span = Math.max(1, steps - warmup);
    double done = Math.clamp((step - warmup) / span, 0, 1);
    return switch (curve) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - (1 - floor) * done;
      case COSINE -> floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * done));
      case WARMUP_STABLE_DECAY -> {
        double falling = decay == 0 ? 0 : Math.max(0, (done - (1 - decay)) / decay);
        yield 1 - (1 - floor) * falling;
      }
      case INVERSE_SQUARE_ROOT ->
          Math.max(floor, Math.sqrt(Math.max(1.0, (double) warmup) / Math.max(1.0, (double) step)));
    };
  }
}
