package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// `(x - mean)/√(variance + ε) · weight + bias` over the last dimension. Weight and bias, both
/// `[width]`, may be left out. Also gives each row's mean and 1/√(variance + ε), for backward.
public record LayerNormalization(double epsilon) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 3);
    Shapes.atLeast(this, "the input", in[0], 1);
    for (int i = 1; i < in.length; i++) {
      String name = i == 1 ? "the weight" : "the bias";
      Shapes.rank(this, name, in[i], 1);
      Shapes.same(this, "the input", in[0], -1, name, in[i], 0);
    }
    Shape rows = in[0].slice(0, in[0].rank() - 1);
    return new Shape[] {in[0], rows, rows};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    scratch
        .kernels()
        .norms()
        .layer(
            Shapes.rows(in[0].shape()),
            in[0].shape().size(-1),
            epsilon,
            in[0],
            in.length > 1 ? in[1] : Tensor.NONE,
            in.length > 2 ? in[2] : Tensor.NONE,
            out[0],
            out[1],
            out[2]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    scratch
        .kernels()
        .norms()
        .layerBackward(
            Shapes.rows(in[0].shape()),
            in[0].shape().size(-1),
            in[0],
            in.length > 1 ? in[1] : Tensor.NONE,
            out[1],
            out[2],
            dOut[0],
            dIn[0],
            in.length > 1 ? dIn[1] : Target.NONE,
            in.length > 2 ? dIn[2] : Target.NONE);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result == 0;
  }

  @Override
  public boolean readsInput(int input) {
    return input != 2;
  }

  @Override
  public boolean readsResult(int result) {
    return result != 0;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Map<String, Attribute> attributes =
        Map.of("axis", Attribute.of(-1), "epsilon", Attribute.of(epsilon));
    return switch (in.length) {
      case 1 -> {
        Wire ones = graph.ones(graph.shape(in[0]).size(-1));
        yield new Wire[] {graph.add("LayerNormalization", attributes, in[0], ones)};
      }
      default -> new Wire[] {graph.add("LayerNormalization", attributes, in)};
    };
  }
}
