package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Zeroes a share of the numbers and divides the others by what remains. Which ones follows from
/// the key of the step (`INT32 [2]`, the second input), the site and the place; no mask is stored.
///
/// @param site tells the dropouts of one model apart
public record Dropout(double rate, int site) implements StandardOp {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("a dropout rate is at least 0 and below 1, not " + rate);
    }
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 2, 2);
    Shapes.equal(this, "the key", in[1], "a key", Shape.of(2));
    return new Shape[] {in[0]};
  }

  static long key(Tensor key, int site) {
    return Rng.key(key.id(0), key.id(1), site);
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    scratch.kernels().elementwise().dropout(rate, key(in[1], site), in[0], Target.set(out[0]));
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    scratch.kernels().elementwise().dropout(rate, key(in[1], site), dOut[0], dIn[0]);
  }

  @Override
  public boolean isDifferentiable(int input) {
    return input == 0;
  }

  @Override
  public boolean readsInput(int input) {
    return input == 1;
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public boolean mayOverwrite(int input) {
    return input == 0;
  }

  @Override
  public boolean mayOverwriteGradient(int input) {
    return true;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {in[0]}; // outside of training nothing is dropped
  }
}
