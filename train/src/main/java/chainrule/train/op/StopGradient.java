package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// The same numbers, to which no gradient flows.
public record StopGradient() implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    return in.clone();
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public boolean isDifferentiable(int input) {
    return false;
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {}

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {}

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return in.clone();
  }
}
