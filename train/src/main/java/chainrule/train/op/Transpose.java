package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Dimensions in another order: dimension `axes[j]` becomes dimension `j`.
///
/// @param axes from 0, or from -1 for the last
public record Transpose(List<Integer> axes) implements StandardOp {
  public Transpose {
    axes = List.copyOf(axes);
  }

  public static Transpose to(Integer... axes) {
    return new Transpose(List.of(axes));
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    axes.forEach(axis -> Shapes.axis(this, in[0], axis));
    int[] order = order(in[0].rank());
    if (order.length != in[0].rank() || Arrays.stream(order).distinct().count() != order.length) {
      throw Shapes.error(this, "%s is no order of the dimensions of %s".formatted(axes, in[0]));
    }
    return new Shape[] {Shape.of(Arrays.stream(order).mapToObj(in[0]::dim).toArray(Dim[]::new))};
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
    scratch.kernels().moves().permute(in[0], order(in[0].shape().rank()), Target.set(out[0]));
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    int[] order = order(dOut[0].shape().rank());
    int[] inverse = new int[order.length];
    for (int j = 0; j < order.length; j++) {
      inverse[order[j]] = j;
    }
    scratch.kernels().moves().permute(dOut[0], inverse, dIn[0]);
  }

  /// The axes, counted from 0.
  private int[] order(int rank) {
    return axes.stream().mapToInt(axis -> axis < 0 ? axis + rank : axis).toArray();
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {
      graph.add("Transpose", Map.of("perm", Attribute.of(order(axes.size()))), in[0])
    };
  }
}
