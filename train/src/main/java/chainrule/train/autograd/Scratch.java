package chainrule.train.autograd;

import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// What an op works with: the kernels, and memory for the time of one call. Not for use by several
/// threads.
public final class Scratch {
  private final Kernels kernels;
  private Tensor memory;
  private int taken;

  public Scratch(Kernels kernels) {
    this.kernels = kernels;
    this.memory = Tensor.zeros(kernels.type(), Shape.of(0));
  }

  public Kernels kernels() {
    return kernels;
  }

  public Type type() {
    return kernels.type();
  }

  /// Makes room for so many numbers; what was taken before is given back.
  public void reserve(long elements) {
    taken = 0;
    if (elements > memory.size()) {
      memory = Tensor.zeros(kernels.type(), Shape.of(Math.toIntExact(elements)));
    }
  }

  long missingBytes(long elements) {
    return elements > memory.size() ? elements * kernels.type().bytes() : 0;
  }

  /// Memory with anything in it, until the op returns. The sum of what an op takes is what it has
  /// declared in [Op#scratch].
  public Tensor take(Shape shape) {
    Tensor tensor = memory.part(taken, shape);
    taken += tensor.size();
    return tensor;
  }

  /// How much is taken, for [#giveBack].
  public int mark() {
    return taken;
  }

  /// Gives back what was taken since the mark.
  public void giveBack(int mark) {
    taken = mark;
  }

  /// As [#take], all zero.
  public Tensor zeros(Shape shape) {
    Tensor tensor = take(shape);
    tensor.fill(0);
    return tensor;
  }
}
