package chainrule.train.nn;

import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;

/// One value of a model's [State]: its names in an exported graph, and its shape, in which `batch`
/// and `past` are open.
public record Slot(String before, String after, Shape shape) {
  public static final Dim BATCH = Dim.named("batch");
  public static final Dim PAST = Dim.named("past");
}
