package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Losses;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// [Gemm] and [CrossEntropy] in one, for a large vocabulary: the logits `x·W + b` are never all
/// there. The inputs are `x […, in]`, `W`, targets `[…]` and, if there is one, the bias
/// `[classes]`; gives what [CrossEntropy] gives, and for backward the softmax in two parts, as
/// [Losses#linear] describes them.
///
/// @param transposed whether `W` is `[classes, in]` (a tied embedding) and not `[in, classes]`
public record LinearCrossEntropy(boolean transposed, double smoothing) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 3, 4);
    Shapes.atLeast(this, "the input", in[0], 1);
    Shapes.rank(this, "the weight", in[1], 2);
    Shapes.same(this, "the input", in[0], -1, "the weight", in[1], transposed ? 1 : 0);
    int out = transposed ? 0 : 1;
    if (in.length == 4) {
      Shapes.rank(this, "the bias", in[3], 1);
      Shapes.same(this, "the bias", in[3], 0, "the weight", in[1], out);
    }
    Shape rows = in[0].slice(0, in[0].rank() - 1);
    Shapes.equal(this, "the input without its width", rows, "the targets", in[2]);
    int classes = in[1].size(out);
    Shape scales = in[0].with(-1, Dim.of(Losses.padded(Losses.blocks(classes))));
    Shape shares = in[0].with(-1, Dim.of(Losses.padded(classes)));
    return new Shape[] {Shape.SCALAR, rows, scales, shares};
  }

  private int classes(Tensor[] in) {
    return in[1].shape().size(transposed ? 0 : 1);
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    int rows = in[2].size();
    CrossEntropy.requireInside(scratch, in[2], classes(in));
    scratch
        .kernels()
        .losses()
        .linear(
            rows,
            in[0].shape().size(-1),
            classes(in),
            smoothing,
            in[0],
            in[1],
            transposed,
            in.length == 4 ? in[3] : Tensor.NONE,
            in[2],
            out[1],
            out[2],
            out[3]);
    CrossEntropy.mean(scratch, in[2], out[1], out[0]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    scratch
        .kernels()
        .losses()
        .linearBackward(
            in[2].size(),
            in[0].shape().size(-1),
            classes(in),
            smoothing,
            in[0],
            in[1],
            transposed,
            in[2],
            out[2],
            out[3], // nobody reads the shares any more
            CrossEntropy.slopes(scratch, in[2], dOut),
            dIn[0],
            dIn[1],
            in.length == 4 ? dIn[3] : Target.NONE);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result < 2;
  }

  @Override
  public boolean isDifferentiable(int input) {
    return input != 2;
  }

  @Override
  public boolean readsInput(int input) {
    return input != 3;
  }

  @Override
  public boolean readsResult(int result) {
    return result >= 2;
  }

  @Override
  public long scratch(Shape... in) {
    return in[2].elements();
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Gemm gemm = new Gemm(transposed);
    Wire[] product =
        in.length == 4 ? gemm.lower(graph, in[0], in[1], in[3]) : gemm.lower(graph, in[0], in[1]);
    Shape logits =
        graph.shape(in[2]).then(graph.shape(in[1]).slice(transposed ? 0 : 1, transposed ? 1 : 2));
    graph.declare(product[0], logits);
    return new CrossEntropy(smoothing).lower(graph, product[0], in[2]);
  }
}
