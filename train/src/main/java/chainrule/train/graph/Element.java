package chainrule.train.graph;

/// What a [Wire] carries: ONNX's element types, as far as we write them.
public enum Element {
  FLOAT(1),
  INT32(6),
  INT64(7),
  BOOL(9),
  FLOAT16(10),
  DOUBLE(11);

  private final int number;

  Element(int number) {
    this.number = number;
  }

  /// What ONNX calls it in files and in the attributes of `Cast`.
  public int number() {
    return number;
  }
}
