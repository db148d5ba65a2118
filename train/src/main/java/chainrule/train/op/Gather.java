package chainrule.train.op;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Rows of a table `[rows, width]` by their numbers: embeddings of ids of any shape.
public record Gather() implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 2, 2);
    Shapes.rank(this, "the table", in[0], 2);
    return new Shape[] {in[1].then(in[0].slice(1, 2))};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    requireInside(scratch, in[1], in[0].shape().size(0));
    scratch
        .kernels()
        .lookups()
        .gather(in[1].size(), in[0].shape().size(1), in[0], in[1], Target.set(out[0]));
  }

  static void requireInside(Scratch scratch, Tensor ids, int rows) {
    int outside = scratch.kernels().lookups().firstOutside(rows, ids);
    if (outside >= 0) {
      throw new BadSetting(
          "id %d at place %d of %s is outside of a table of %d rows"
              .formatted(ids.id(outside), outside, ids.shape(), rows),
          "the tokens were made with a larger vocabulary than the model has");
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Shape table = dIn[0].tensor().shape();
    scratch
        .kernels()
        .lookups()
        .scatter(table.size(0), in[1].size(), table.size(1), dOut[0], in[1], dIn[0]);
  }

  @Override
  public boolean isDifferentiable(int input) {
    return input == 0;
  }

  @Override
  public boolean readsInput(int input) {
    return input == 1;
  }

  @Override
  public boolean readsResult(int result) {
    return false;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    return new Wire[] {graph.add("Gather", in)};
  }
}
