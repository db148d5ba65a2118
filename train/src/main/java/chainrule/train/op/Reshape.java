package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.List;

/// The same numbers in another shape.
///
/// @param sizes of the new dimensions; 0 takes over the old one at the same place, -1 (once) is
///   what remains
public record Reshape(List<Integer> sizes) implements StandardOp {
  public Reshape {
    sizes = List.copyOf(sizes);
  }

  public static Reshape to(Integer... sizes) {
    return new Reshape(List.of(sizes));
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    if (sizes.stream().anyMatch(size -> size < -1)
        || sizes.stream().filter(size -> size == -1).count() > 1) {
      throw Shapes.error(this, "%s is no shape: -1 may stand in it once".formatted(sizes));
    }
    Dim[] dims = new Dim[sizes.size()];
    for (int i = 0; i < dims.length; i++) {
      if (sizes.get(i) == 0 && i >= in[0].rank()) {
        throw Shapes.error(this, "%s has no dimension %d to take over".formatted(in[0], i));
      }
      dims[i] = sizes.get(i) == 0 ? in[0].dim(i) : Dim.of(Math.max(sizes.get(i), 1));
    }
    int open = sizes.indexOf(-1);
    Shape shape = Shape.of(dims);
    if (!in[0].isFixed()) {
      return new Shape[] {named(in[0], shape, open)};
    }
    long left = in[0].elements();
    long right = shape.elements();
    if (open >= 0 && right != 0 && left % right == 0) {
      shape = shape.with(open, (int) (left / right));
      right = left;
    }
    if (left != right) {
      throw Shapes.error(
          this, "%s has %d numbers, but %s has %d".formatted(in[0], left, sizes, right));
    }
    return new Shape[] {shape};
  }

  /// With named dimensions, what is not taken over must be known on both sides.
  private Shape named(Shape in, Shape shape, int open) {
    int first = 0;
    while (first < sizes.size() && sizes.get(first) == 0) {
      first++;
    }
    Shape rest = shape.slice(first, shape.rank());
    Shape before = in.slice(first, in.rank());
    if (!before.isFixed() || !rest.isFixed()) {
      throw Shapes.error(this, "%s cannot be seen as %s: not all is known".formatted(in, sizes));
    }
    return open < 0
        ? shape
        : shape.with(open, Math.toIntExact(before.elements() / rest.elements()));
  }

  @Override
  public boolean isView() {
    return true;
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
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    if (!out[0].sharesPlaceWith(in[0])) {
      out[0].copyFrom(in[0]);
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    if (dIn[0].isWanted()) {
      scratch.kernels().elementwise().scale(1, dOut[0], dIn[0]);
    }
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
    return new Wire[] {graph.add("Reshape", in[0], graph.integers(shape))};
  }
}
