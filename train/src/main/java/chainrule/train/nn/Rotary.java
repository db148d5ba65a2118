package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Value;
import chainrule.train.op.RotaryEmbedding;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// Rotary positions: tables of cosines and sines, shared by all layers of a model.
public final class Rotary {
  private final Leaf cos;
  private final Leaf sin;

  /// @param positions how many are known: the longest context
  /// @param size of a head, even
  /// @param base of the wave lengths, 10,000 usually
  public Rotary(Type type, int positions, int size, double base) {
    Shape shape = Shape.of(positions, size / 2);
    Tensor cosines = Tensor.zeros(type, shape);
    Tensor sines = Tensor.zeros(type, shape);
    for (int p = 0; p < positions; p++) {
      for (int j = 0; j < size / 2; j++) {
        double angle = p * Math.pow(base, -2.0 * j / size);
        cosines.set(p * (size / 2) + j, Math.cos(angle));
        sines.set(p * (size / 2) + j, Math.sin(angle));
      }
    }
    this.cos = Leaf.given("rotary.cos", cosines);
    this.sin = Leaf.given("rotary.sin", sines);
  }

  Value rotate(Execution execution, int heads, Value x, Context context) {
    return execution.one(new RotaryEmbedding(heads), x, cos, sin, context.positions());
  }
}
