package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// A stretch along a dimension.
///
/// @param axis from 0, or from -1 for the last
/// @param start from 0, or counted from the end if negative
/// @param length of the stretch
public record Slice(int axis, int start, int length) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    int at = Shapes.axis(this, in[0], axis);
    if (in[0].dim(at) instanceof Dim.Fixed(int size)
        && (first(size) < 0 || length < 0 || first(size) > size - length)) {
      throw Shapes.error(
          this,
          "%d from %d on are outside of dimension %d of %s".formatted(length, start, at, in[0]));
    }
    return new Shape[] {in[0].with(at, length)};
  }

  private int first(int size) {
    return start < 0 ? size + start : start;
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    Along whole = Along.of(in[0].shape(), axis);
    scratch
        .kernels()
        .moves()
        .copyRows(
            whole.outer(),
            length * whole.inner(),
            in[0],
            first(whole.count()) * whole.inner(),
            whole.count() * whole.inner(),
            Target.set(out[0]),
            0,
            length * whole.inner());
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Tensor dx = dIn[0].tensor();
    if (!dIn[0].adds()) {
      dx.fill(0);
    }
    Along whole = Along.of(dx.shape(), axis);
    scratch
        .kernels()
        .moves()
        .copyRows(
            whole.outer(),
            length * whole.inner(),
            dOut[0],
            0,
            length * whole.inner(),
            Target.add(dx),
            first(whole.count()) * whole.inner(),
            whole.count() * whole.inner());
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
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    boolean toEnd = start < 0 && start + length == 0;
    int end = toEnd ? Integer.MAX_VALUE : start + length;
    return new Wire[] {
      graph.add("Slice", in[0], graph.integers(start), graph.integers(end), graph.integers(axis))
    };
  }
}
