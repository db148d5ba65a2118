package chainrule.train.kernel;

/// A function of two numbers: what [Elementwise#combine] applies.
public enum Binary {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE;

  public double apply(double a, double b) {
    return switch (this) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
    };
  }
}
