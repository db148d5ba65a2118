package chainrule.train.tensor;

/// What kind of number a [Tensor] holds. Training runs in `FLOAT32`, gradient checks in `FLOAT64`,
/// token ids are `INT32`.
public enum Type {
  FLOAT32(Float.BYTES),
  FLOAT64(Double.BYTES),
  INT32(Integer.BYTES);

  private final int bytes;

  Type(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }

  public boolean isReal() {
    return this != INT32;
  }

  Object array(int length) {
    return switch (this) {
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
      case INT32 -> new int[length];
    };
  }
}
