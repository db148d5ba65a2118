package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// `x/√(mean(x²) + ε) · weight` over the last dimension. The weight, `[width]`, may be left out.
/// Also gives 1/√(mean(x²) + ε) of each row, for backward.
public record RmsNormalization(double epsilon) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 2);
    Shapes.atLeast(this, "the input", in[0], 1);
    if (in.length == 2) {
      Shapes.rank(this, "the weight", in[1], 1);
      Shapes.same(this, "the input", in[0], -1, "the weight", in[1], 0);
    }
    return new Shape[] {in[0], in[0].slice(0, in[0].rank() - 1)};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    scratch
        .kernels()
        .norms()
        .rms(
            Shapes.rows(in[0].shape()),
            in[0].shape().size(-1),
            epsilon,
            in[0],
            in.length > 1 ? in[1] : Tensor.NONE,
            out[0],
            out[1]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    scratch
        .kernels()
        .norms()
        .rmsBackward(
            Shapes.rows(in[0].shape()),
            in[0].shape().size(-1),
            in[0],
            in.length > 1 ? in[1] : Tensor.NONE,
            out[1],
            dOut[0],
            dIn[0],
            in.length > 1 ? dIn[1] : Target.NONE);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result == 0;
  }

  @Override
  public boolean readsResult(int result) {
    return result != 0;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Map<String, Attribute> attributes =
        Map.of("axis", Attribute.of(-1), "epsilon", Attribute.of(epsilon));
    Wire weight = in.length > 1 ? in[1] : graph.ones(graph.shape(in[0]).size(-1));
    return new Wire[] {graph.add("RMSNormalization", attributes, in[0], weight)};
  }
}
