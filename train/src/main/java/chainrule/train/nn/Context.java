package chainrule.train.nn;

import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Value;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.Optional;

/// Where the vectors of a sequence stand.
///
/// @param positions ids `[time]`, or `[batch, time]` where they differ between sequences
/// @param segments ids `[batch, time]`: only positions of equal segments see each other (documents
///   packed together; padding is a segment of its own); all do if there are none
public record Context(Value positions, Optional<Value> segments) {
  /// Positions 0, 1, …, the same for all sequences.
  public static Context of(int time) {
    Tensor positions = Tensor.zeros(Type.INT32, Shape.of(time));
    for (int t = 0; t < time; t++) {
      positions.set(t, t);
    }
    return new Context(Leaf.given("positions", positions), Optional.empty());
  }
}
