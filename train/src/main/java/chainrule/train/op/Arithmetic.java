package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Binary;
import chainrule.train.kernel.Elementwise;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// `c = f(a, b)` number by number, sizes of 1 stretched as in NumPy.
public record Arithmetic(Binary f) implements StandardOp {
  public static final Arithmetic ADD = new Arithmetic(Binary.ADD);
  public static final Arithmetic SUBTRACT = new Arithmetic(Binary.SUBTRACT);
  public static final Arithmetic MULTIPLY = new Arithmetic(Binary.MULTIPLY);
  public static final Arithmetic DIVIDE = new Arithmetic(Binary.DIVIDE);

  @Override
  public String name() {
    return "Arithmetic " + f;
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 2, 2);
    return new Shape[] {Shapes.broadcast(this, in[0], in[1])};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    scratch.kernels().elementwise().combine(f, in[0], in[1], Target.set(out[0]));
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Tensor dy = dOut[0];
    if (dIn[0].isWanted()) {
      switch (f) {
        case ADD, SUBTRACT -> pass(scratch, dy, 1, dIn[0]);
        case MULTIPLY -> product(scratch, Binary.MULTIPLY, dy, in[1], 1, dIn[0]);
        case DIVIDE -> product(scratch, Binary.DIVIDE, dy, in[1], 1, dIn[0]);
      }
    }
    if (dIn[1].isWanted()) {
      switch (f) {
        case ADD -> pass(scratch, dy, 1, dIn[1]);
        case SUBTRACT -> pass(scratch, dy, -1, dIn[1]);
        case MULTIPLY -> product(scratch, Binary.MULTIPLY, dy, in[0], 1, dIn[1]);
        case DIVIDE -> {
          // c = a/b, dc/db = -c/b
          Tensor slope = scratch.take(dy.shape());
          Elementwise elementwise = scratch.kernels().elementwise();
          elementwise.combine(Binary.DIVIDE, out[0], in[1], Target.set(slope));
          product(scratch, Binary.MULTIPLY, dy, slope, -1, dIn[1]);
        }
      }
    }
  }

  private static void pass(Scratch scratch, Tensor dy, double factor, Target dx) {
    if (dx.tensor().size() == dy.size()) {
      scratch.kernels().elementwise().scale(factor, dy, dx);
    } else {
      AxisSums.unstretch(scratch, dy, dx.tensor().shape(), factor, dx);
    }
  }

  /// `dx (+)= factor · Σ f(dy, other)` over what was stretched.
  private static void product(
      Scratch scratch, Binary f, Tensor dy, Tensor other, double factor, Target dx) {
    Elementwise elementwise = scratch.kernels().elementwise();
    if (dx.tensor().shape().equals(dy.shape()) && factor == 1) {
      elementwise.combine(f, dy, other, dx);
      return;
    }
    int mark = scratch.mark();
    Tensor product = scratch.take(dy.shape());
    elementwise.combine(f, dy, other, Target.set(product));
    pass(scratch, product, factor, dx);
    scratch.giveBack(mark);
  }

  @Override
  public boolean readsInput(int input) {
    return switch (f) {
      case ADD, SUBTRACT -> false;
      case MULTIPLY -> true;
      case DIVIDE -> input == 1;
    };
  }

  @Override
  public boolean readsResult(int result) {
    return f == Binary.DIVIDE;
  }

  @Override
  public boolean mayOverwrite(int input) {
    return true;
  }

  @Override
  public boolean passesGradient(int input) {
    return f == Binary.ADD || (f == Binary.SUBTRACT && input == 0);
  }

  @Override
  public long scratch(Shape... in) {
    Shape out = shape(in)[0];
    return in[0].equals(in[1]) && f != Binary.DIVIDE
        ? 0
        : 2L * out.elements() + AxisSums.scratch(out);
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    String operator =
        switch (f) {
          case ADD -> "Add";
          case SUBTRACT -> "Sub";
          case MULTIPLY -> "Mul";
          case DIVIDE -> "Div";
        };
    return new Wire[] {graph.add(operator, in)};
  }
}
