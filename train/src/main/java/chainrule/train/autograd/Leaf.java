package chainrule.train.autograd;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;

/// A value that no op computed: a batch of ids, a table of constants, a parameter. Its shape is
/// known from the start, so that memory can be planned before any is used; its numbers come with
/// [#bind].
public class Leaf implements Value {
  private final String name;
  private final Shape shape;
  private final boolean tracked;
  private Tensor tensor = Tensor.NONE;

  public Leaf(String name, Shape shape, boolean tracked) {
    this.name = name;
    this.shape = shape;
    this.tracked = tracked;
  }

  /// Something given: ids, states, constants. No gradient flows to it.
  public static Leaf given(String name, Tensor tensor) {
    Leaf leaf = new Leaf(name, tensor.shape(), false);
    leaf.bind(tensor);
    return leaf;
  }

  public final String name() {
    return name;
  }

  @Override
  public final Shape shape() {
    return shape;
  }

  @Override
  public final boolean isTracked() {
    return tracked;
  }

  public final boolean hasNumbers() {
    return tensor.isGiven();
  }

  /// The numbers.
  public final Tensor tensor() {
    if (!tensor.isGiven()) {
      throw new IllegalStateException(name + " has no numbers yet");
    }
    return tensor;
  }

  public final void bind(Tensor numbers) {
    if (!numbers.shape().equals(shape)) {
      throw new IllegalArgumentException(name + " is " + shape + ", not " + numbers.shape());
    }
    tensor = numbers;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
