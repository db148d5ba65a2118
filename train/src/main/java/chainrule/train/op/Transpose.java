package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Dimensions in another order: dimension `axes[j]` becomes dimension `j`.
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
    if (axes.size() != in[0].rank() || axes.stream().distinct().count() != axes.size()) {
      throw Shapes.error(this, "%s is no order of the dimensions of %s".formatted(axes, in[0]));
    }
    return new Shape[] {
      Shape.of(
          axes.stream().map(axis -> in[0].dim(Shapes.axis(this, in[0], axis))).toArray(Dim[]::new))
    };
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
    scratch.kernels().moves().permute(in[0], order(), Target.set(out[0]));
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    int[] order = order();
    int[] inverse = new int[order.length];
    for (int j = 0; j < order.length; j++) {
      inverse[order[j]] = j;
    }
    scratch.kernels().moves().permute(dOut[0], inverse, dIn[0]);
  }

  private int[] order() {
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {graph.add("Transpose", Map.of("perm", Attribute.of(order())), in[0])};
  }
}
