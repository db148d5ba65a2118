package chainrule.train.graph;

/// What a [Wire] carries: ONNX's element types, as far as we write them.
public enum Element {
  FLOAT,
  DOUBLE,
  INT32,
  INT64,
  BOOL
}
