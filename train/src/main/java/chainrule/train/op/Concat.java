package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// Tensors end to end along a dimension.
///
/// @param axis from 0, or from -1 for the last
public record Concat(int axis) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, Integer.MAX_VALUE);
    int at = Shapes.axis(this, in[0], axis);
    Shape all = in[0];
    for (int i = 1; i < in.length; i++) {
      Shapes.rank(this, "input " + i, in[i], all.rank());
      Shapes.equal(
          this,
          "input 0 aside from dimension " + at,
          in[0].with(at, 1),
          "input " + i,
          in[i].with(at, 1));
      all = all.with(at, all.dim(at).plus(in[i].dim(at)));
    }
    return new Shape[] {all};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    Along whole = Along.of(out[0].shape(), axis);
    int stride = whole.count() * whole.inner();
    int start = 0;
    for (Tensor part : in) {
      int width = Along.of(part.shape(), axis).count() * whole.inner();
      Target target = Target.set(out[0]);
      scratch
          .kernels()
          .moves()
          .copyRows(whole.outer(), width, part, 0, width, target, start, stride);
      start += width;
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Along whole = Along.of(dOut[0].shape(), axis);
    int stride = whole.count() * whole.inner();
    int start = 0;
    for (int i = 0; i < in.length; i++) {
      int width = Along.of(in[i].shape(), axis).count() * whole.inner();
      if (dIn[i].isWanted()) {
        scratch
            .kernels()
            .moves()
            .copyRows(whole.outer(), width, dOut[0], start, stride, dIn[i], 0, width);
      }
      start += width;
    }
  }

  @Override
  public boolean readsInput(int input) {
    return false; // only their shapes
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {graph.add("Concat", Map.of("axis", Attribute.of(axis)), in)};
  }
}
