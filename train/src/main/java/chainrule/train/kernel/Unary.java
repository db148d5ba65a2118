package chainrule.train.kernel;

/// A function of one number, with its derivative: what [Elementwise#map] applies.
public enum Unary {
  NEGATE,
  RECIPROCAL,
  SQUARE,
  SQRT,
  EXP,
  LOG,
  SIGMOID,
  TANH,
  RELU,
  /// `max(x, 0)²`.
  RELU_SQUARED,
  /// `x·Φ(x)` with the error function.
  GELU,
  /// `x·σ(2u)`, `u = √(2/π)·(x + 0.044715·x³)`: GPT-2's approximation by tanh.
  GELU_TANH,
  /// `x·σ(x)`, also called swish.
  SILU;

  private static final double ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);

  public double apply(double x) {
    return switch (this) {
      case NEGATE -> -x;
      case RECIPROCAL -> 1 / x;
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(x, 0);
      case RELU_SQUARED -> x <= 0 ? 0 : x * x;
      case GELU -> x * ErrorFunction.normalCdf(x);
      case GELU_TANH -> x * sigmoid(2 * inner(x));
      case SILU -> x * sigmoid(x);
    };
  }

  /// The derivative at `x`.
  ///
  /// @param x the argument; anything, where [#readsArgument] is false
  /// @param y what [#apply] gave for `x`; anything, where [#readsResult] is false
  public double derivative(double x, double y) {
    return switch (this) {
      case NEGATE -> -1;
      case RECIPROCAL -> -y * y;
      case SQUARE -> 2 * x;
      case SQRT -> 0.5 / y;
      case EXP -> y;
      case LOG -> 1 / x;
      case SIGMOID -> y * (1 - y);
      case TANH -> 1 - y * y;
      case RELU -> y > 0 ? 1 : 0;
      case RELU_SQUARED -> x <= 0 ? 0 : 2 * x;
      case GELU -> ErrorFunction.normalCdf(x) + x * ErrorFunction.normalDensity(x);
      case GELU_TANH -> {
        double gate = sigmoid(2 * inner(x));
        double slope = 2 * ROOT_2_OVER_PI * (1 + 3 * 0.044715 * x * x);
        yield gate + x * gate * (1 - gate) * slope;
      }
      case SILU -> {
        double gate = sigmoid(x);
        yield gate + x * gate * (1 - gate);
      }
    };
  }

  /// Whether the derivative needs `x`; if not, `x` may be overwritten with `y`.
  public boolean readsArgument() {
    return switch (this) {
      case NEGATE, RECIPROCAL, SQRT, EXP, SIGMOID, TANH, RELU -> false;
      case SQUARE, LOG, RELU_SQUARED, GELU, GELU_TANH, SILU -> true;
    };
  }

  /// Whether the derivative needs `y`; if not, `y` may be gone by then.
  public boolean readsResult() {
    return switch (this) {
      case RECIPROCAL, SQRT, EXP, SIGMOID, TANH, RELU -> true;
      case NEGATE, SQUARE, LOG, RELU_SQUARED, GELU, GELU_TANH, SILU -> false;
    };
  }

  /// Whether the derivative costs as much as the function, has most of it in common with it and is
  /// therefore best computed beside it.
  public boolean sharesWorkWithDerivative() {
    return switch (this) {
      case GELU, GELU_TANH, SILU -> true;
      case NEGATE, RECIPROCAL, SQUARE, SQRT, EXP, LOG, SIGMOID, TANH, RELU, RELU_SQUARED -> false;
    };
  }

  private static double inner(double x) {
    return ROOT_2_OVER_PI * (x + 0.044715 * x * x * x);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
