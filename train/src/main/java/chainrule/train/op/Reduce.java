package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Binary;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The sum or the mean over some dimensions.
///
/// @param axes from 0, or from -1 for the last; none means all
/// @param keeps whether a dimension of 1 stays where one was summed over
public record Reduce(boolean isMean, List<Integer> axes, boolean keeps) implements StandardOp {
  public Reduce {
    axes = List.copyOf(axes);
  }

  public static Reduce sum(Integer... axes) {
    return new Reduce(false, List.of(axes), false);
  }

  public static Reduce mean(Integer... axes) {
    return new Reduce(true, List.of(axes), false);
  }

  private boolean[] summed(Shape in) {
    boolean[] summed = new boolean[in.rank()];
    for (int axis : axes) {
      summed[Shapes.axis(this, in, axis)] = true;
    }
    for (int axis = 0; axis < summed.length; axis++) {
      summed[axis] |= axes.isEmpty();
    }
    return summed;
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    return new Shape[] {reduced(in[0], keeps)};
  }

  private Shape reduced(Shape in, boolean kept) {
    boolean[] summed = summed(in);
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < summed.length; axis++) {
      if (!summed[axis]) {
        dims.add(in.dim(axis));
      } else if (kept) {
        dims.add(Dim.of(1));
      }
    }
    return new Shape(dims);
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    boolean[] summed = summed(in[0].shape());
    AxisSums.sum(scratch, in[0], summed, factor(in[0], out[0]), Target.set(out[0]));
  }

  /// A mean over nothing is 0/0, as everywhere.
  private double factor(Tensor in, Tensor out) {
    return isMean ? (in.size() == 0 ? Double.NaN : (double) out.size() / in.size()) : 1;
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Shape shape = dIn[0].tensor().shape();
    Tensor factor = scratch.take(Shape.SCALAR);
    factor.set(0, factor(dIn[0].tensor(), dOut[0]));
    Tensor dy = dOut[0].view(reduced(shape, true));
    scratch.kernels().elementwise().combine(Binary.MULTIPLY, dy, factor, dIn[0]);
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
  public long scratch(Shape... in) {
    return Math.max(1, AxisSums.scratch(in[0], summed(in[0])));
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    String operator = isMean ? "ReduceMean" : "ReduceSum";
    Map<String, Attribute> attributes = Map.of("keepdims", Attribute.of(keeps ? 1 : 0));
    if (axes.isEmpty()) {
      return new Wire[] {graph.add(operator, attributes, in[0])};
    }
    int[] over = axes.stream().mapToInt(Integer::intValue).toArray();
    return new Wire[] {graph.add(operator, attributes, in[0], graph.integers(over))};
  }
}
