package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Binary;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// `y = x·W + b` over the last dimension of `x`; the bias, `[out]`, may be left out.
///
/// @param transposed whether `W` is `[out, in]` (a tied embedding) and not `[in, out]`
public record Gemm(boolean transposed) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 2, 3);
    Shapes.atLeast(this, "the input", in[0], 1);
    Shapes.rank(this, "the weight", in[1], 2);
    Shapes.same(this, "the input", in[0], -1, "the weight", in[1], transposed ? 1 : 0);
    int out = transposed ? 0 : 1;
    if (in.length == 3) {
      Shapes.rank(this, "the bias", in[2], 1);
      Shapes.same(this, "the bias", in[2], 0, "the weight", in[1], out);
    }
    return new Shape[] {in[0].with(-1, in[1].dim(out))};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    int rows = Shapes.rows(in[0].shape());
    int width = in[0].shape().size(-1);
    int result = out[0].shape().size(-1);
    scratch
        .kernels()
        .matrices()
        .multiply(1, rows, result, width, in[0], false, in[1], transposed, Target.set(out[0]));
    if (in.length == 3) {
      scratch.kernels().elementwise().combine(Binary.ADD, out[0], in[2], Target.set(out[0]));
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Tensor dy = dOut[0];
    int rows = Shapes.rows(in[0].shape());
    int width = in[0].shape().size(-1);
    int result = dy.shape().size(-1);
    var matrices = scratch.kernels().matrices();
    if (dIn[1].isWanted() && transposed) {
      matrices.multiply(1, result, width, rows, dy, true, in[0], false, dIn[1]);
    } else if (dIn[1].isWanted()) {
      matrices.multiply(1, width, result, rows, in[0], true, dy, false, dIn[1]);
    }
    if (in.length == 3 && dIn[2].isWanted()) {
      scratch.kernels().reductions().sum(1, rows, result, 1, dy, dIn[2]);
    }
    if (dIn[0].isWanted()) {
      matrices.multiply(1, rows, width, result, dy, false, in[1], !transposed, dIn[0]);
    }
  }

  @Override
  public boolean readsInput(int input) {
    return input != 2;
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Wire weight =
        transposed ? graph.add("Transpose", Map.of("perm", Attribute.of(1, 0)), in[1]) : in[1];
    Wire product = graph.add("MatMul", in[0], weight);
    return new Wire[] {in.length == 3 ? graph.add("Add", product, in[2]) : product};
  }
}
