package chainrule.train.op;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// One row of each sequence: `y[b] = x[b, where[b]]`, the last token of sequences of different
/// lengths. `x` is `[batch, time, width]`, `where` ids `[batch]`.
public record PickRow() implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 2, 2);
    Shapes.rank(this, "the input", in[0], 3);
    Shapes.rank(this, "the places", in[1], 1);
    Shapes.same(this, "the input", in[0], 0, "the places", in[1], 0);
    return new Shape[] {in[0].slice(0, 1).then(in[0].slice(2, 3))};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    int time = in[0].shape().size(1);
    int width = in[0].shape().size(2);
    for (int b = 0; b < in[1].size(); b++) {
      if (in[1].id(b) < 0 || in[1].id(b) >= time) {
        throw new BadSetting(
            "sequence %d has no row %d, it has %d".formatted(b, in[1].id(b), time), "");
      }
      int from = (b * time + in[1].id(b)) * width;
      Target target = Target.set(out[0]);
      scratch.kernels().moves().copyRows(1, width, in[0], from, width, target, b * width, width);
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Tensor dx = dIn[0].tensor();
    if (!dIn[0].adds()) {
      dx.fill(0);
    }
    int time = dx.shape().size(1);
    int width = dx.shape().size(2);
    for (int b = 0; b < in[1].size(); b++) {
      int to = (b * time + in[1].id(b)) * width;
      Target target = Target.add(dx);
      scratch.kernels().moves().copyRows(1, width, dOut[0], b * width, width, target, to, width);
    }
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
    Wire places = graph.add("Unsqueeze", in[1], graph.integers(1));
    return new Wire[] {graph.add("GatherND", Map.of("batch_dims", Attribute.of(1)), in[0], places)};
  }
}
