package chainrule.train.nn;

import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;

/// One value of a model's [State]: its names in an exported graph, and its shape, in which `batch`
/// and `past` are open.
public record Slot(String before, String after, Shape shape) {
  public static final Dim BATCH = Dim.named("batch");
  public static final Dim PAST = Dim.named("past");

  /// The shape at the beginning of so many texts: nothing in the past.
  public Shape beginning(int batch) {
    Dim[] dims = shape.dims().toArray(Dim[]::new);
    for (int axis = 0; axis < dims.length; axis++) {
      if (!dims[axis].isFixed()) {
        dims[axis] = Dim.of(dims[axis].equals(BATCH) ? batch : 0);
      }
    }
    return Shape.of(dims);
  }
}
