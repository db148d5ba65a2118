package chainrule.train.autograd;

import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// Computes each op at once, into new memory, and records nothing. For evaluation in small, and for
/// whoever wants to look at every number; [Tape] is the one that saves memory.
public final class Eager implements Execution {
  private final Scratch scratch;
  private final Leaf key = Leaf.given("random key", Tensor.of(Shape.of(2), 0, 0));

  public Eager(Kernels kernels) {
    this.scratch = new Scratch(kernels);
  }

  /// A result and its numbers.
  private record Computed(Tensor tensor) implements Value {
    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public boolean isTracked() {
      return false;
    }
  }

  @Override
  public Value[] apply(Op op, Value... in) {
    Tensor[] inputs = new Tensor[in.length];
    Shape[] shapes = new Shape[in.length];
    for (int i = 0; i < in.length; i++) {
      inputs[i] = tensor(in[i]);
      shapes[i] = inputs[i].shape();
    }
    Shape[] results = op.shape(shapes);
    Tensor[] out = new Tensor[results.length];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          op.isView()
              ? inputs[0].view(results[i])
              : Tensor.zeros(op.type(i, scratch.type()), results[i]);
    }
    scratch.reserve(op.scratch(shapes));
    if (!op.isView()) {
      op.forward(scratch, inputs, out);
    }
    Value[] values = new Value[out.length];
    for (int i = 0; i < out.length; i++) {
      values[i] = new Computed(out[i]);
    }
    return values;
  }

  /// The numbers of a value.
  public Tensor tensor(Value value) {
    return switch (value) {
      case Computed computed -> computed.tensor;
      case Leaf leaf -> leaf.tensor();
      default -> throw new IllegalArgumentException(value + " belongs to another execution");
    };
  }

  /// What real numbers are here.
  public Type type() {
    return scratch.type();
  }

  @Override
  public boolean isTraining() {
    return false;
  }

  @Override
  public Value randomKey() {
    return key;
  }
}
