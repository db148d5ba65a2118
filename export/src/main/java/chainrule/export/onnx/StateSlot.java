package chainrule.export.onnx;

import java.util.List;
import java.util.OptionalInt;

/// A value that a model in ONNX remembers from step to step.
///
/// @param before the input that takes it
/// @param after the output that gives it back
/// @param element [#FLOAT] or [#FLOAT16]
/// @param dimensions of the input: sizes, or names where they differ from run to run
/// @param growing the axis along which it grows with each token; none for a state of fixed size
public record StateSlot(
    String before, String after, int element, List<String> dimensions, OptionalInt growing) {
  /// ONNX's numbers for the types that a state can have.
  public static final int FLOAT = 1;

  public static final int FLOAT16 = 10;

  public StateSlot {
    dimensions = List.copyOf(dimensions);
  }

  /// The shape before the first token of so many texts.
  public long[] beginning(int batch) {
    long[] shape = new long[dimensions.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      String dimension = dimensions.get(axis);
      if (growing.isPresent() && growing.getAsInt() == axis) {
        shape[axis] = 0;
      } else if (axis == 0) {
        shape[axis] = batch;
      } else {
        shape[axis] = Long.parseLong(dimension);
      }
    }
    return shape;
  }
}
