package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// `y = factor · x`.
public record Scale(double factor) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    return in.clone();
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    scratch.kernels().elementwise().scale(factor, in[0], Target.set(out[0]));
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    scratch.kernels().elementwise().scale(factor, dOut[0], dIn[0]);
  }

  @Override
  public boolean readsInput(int input) {
    return false;
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public boolean mayOverwrite(int input) {
    return true;
  }

  @Override
  public boolean mayOverwriteGradient(int input) {
    return true;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {graph.add("Mul", in[0], graph.number(factor))};
  }
}
