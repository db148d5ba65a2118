package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Unary;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// `y = f(a) · b`: a gated activation, SwiGLU with SILU.
public record Gate(Unary f) implements StandardOp {
  @Override
  public String name() {
    return "Gate " + f;
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 2, 2);
    Shapes.equal(this, "the gate", in[0], "what it gates", in[1]);
    return new Shape[] {in[0]};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    scratch.kernels().elementwise().gate(f, in[0], in[1], out[0]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    scratch.kernels().elementwise().gateBackward(f, in[0], in[1], dOut[0], dIn[0], dIn[1]);
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public boolean mayOverwriteGradient(int input) {
    return true;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {graph.add("Mul", Activation.lower(f, graph, in[0]), in[1])};
  }
}
