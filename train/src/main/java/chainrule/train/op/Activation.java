package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Binary;
import chainrule.train.kernel.Elementwise;
import chainrule.train.kernel.Unary;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// `y = f(x)` for each number. A function that shares its work with its derivative also gives
/// `f'(x)`, for backward.
public record Activation(Unary f) implements StandardOp {
  @Override
  public String name() {
    return "Activation " + f;
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    return f.sharesWorkWithDerivative() ? new Shape[] {in[0], in[0]} : in.clone();
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    Elementwise kernel = scratch.kernels().elementwise();
    if (out.length > 1 && out[1].isGiven()) {
      kernel.mapWithSlope(f, in[0], out[0], out[1]);
    } else {
      kernel.map(f, in[0], out[0]);
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Elementwise kernel = scratch.kernels().elementwise();
    if (f.sharesWorkWithDerivative()) {
      kernel.combine(Binary.MULTIPLY, dOut[0], out[1], dIn[0]);
    } else {
      kernel.mapBackward(f, in[0], out[0], dOut[0], dIn[0]);
    }
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result == 0;
  }

  @Override
  public boolean mayLeaveOut(int result) {
    return result == 1;
  }

  @Override
  public boolean readsInput(int input) {
    return f.readsArgument() && !f.sharesWorkWithDerivative();
  }

  @Override
  public boolean readsResult(int result) {
    return result == 1 || f.readsResult();
  }

  @Override
  public boolean mayOverwrite(int input) {
    return true;
  }

  @Override
  public boolean mayOverwriteGradient(int input) {
    return true;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {lower(f, graph, in[0])};
  }

  static Wire lower(Unary f, GraphBuilder graph, Wire x) {
    return switch (f) {
      case NEGATE -> graph.add("Neg", x);
      case RECIPROCAL -> graph.add("Reciprocal", x);
      case SQUARE -> graph.add("Mul", x, x);
      case SQRT -> graph.add("Sqrt", x);
      case EXP -> graph.add("Exp", x);
      case LOG -> graph.add("Log", x);
      case SIGMOID -> graph.add("Sigmoid", x);
      case TANH -> graph.add("Tanh", x);
      case RELU -> graph.add("Relu", x);
      case RELU_SQUARED -> {
        Wire positive = graph.add("Relu", x);
        yield graph.add("Mul", positive, positive);
      }
      case GELU -> graph.add("Gelu", x);
      case GELU_TANH -> graph.add("Gelu", Map.of("approximate", Attribute.of("tanh")), x);
      case SILU -> graph.add("Mul", x, graph.add("Sigmoid", x));
    };
  }
}
