package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// The ids that stood some places before: `y[b, t] = x[b, t - distance]`, and `filler` where there
/// is none. With a second input, ids `[batch, past]` that stood before the first place, these come
/// before the filler.
public record PreviousIds(int distance, int filler) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 2);
    Shapes.rank(this, "the ids", in[0], 2);
    if (in.length == 2) {
      Shapes.rank(this, "the ids before", in[1], 2);
      Shapes.same(this, "the ids", in[0], 0, "the ids before", in[1], 0);
    }
    return new Shape[] {in[0]};
  }

  @Override
  public Type type(int result, Type real) {
    return Type.INT32;
  }

  @Override
  public boolean isDifferentiable(int input) {
    return false;
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    int time = in[0].shape().size(1);
    int past = in.length == 2 ? in[1].shape().size(1) : 0;
    for (int b = 0; b < in[0].shape().size(0); b++) {
      for (int t = 0; t < time; t++) {
        int from = t - distance;
        int id;
        if (from >= 0) {
          id = in[0].id(b * time + from);
        } else {
          id = from + past >= 0 ? in[1].id(b * past + from + past) : filler;
        }
        out[0].ints()[out[0].offset() + b * time + t] = id;
      }
    }
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {}

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    if (in.length == 2 && knows(graph.shape(in[1]).dim(1))) {
      int past = graph.shape(in[1]).size(1);
      Wire all = graph.concat(1, in[1], in[0]);
      return new Wire[] {slice(graph, all, graph.integers(past - distance))};
    }
    Wire all = in.length == 2 ? graph.concat(1, in[1], in[0]) : in[0];
    Wire padded = graph.add("Pad", all, graph.integers(0, distance, 0, 0), graph.integer(filler));
    if (in.length == 1) {
      return new Wire[] {slice(graph, padded, graph.integers(0))};
    }
    Wire fromEnd = graph.add("Add", graph.size(in[0], 1), graph.integers(distance));
    return new Wire[] {slice(graph, padded, graph.add("Neg", fromEnd))};
  }

  /// Whether so many ids before are always enough.
  private boolean knows(Dim past) {
    return past instanceof Dim.Fixed(int size) && size >= distance;
  }

  /// What ends `distance` places before the end.
  private Wire slice(GraphBuilder graph, Wire ids, Wire start) {
    int end = distance == 0 ? Integer.MAX_VALUE : -distance;
    return graph.add("Slice", ids, start, graph.integers(end), graph.integers(1));
  }
}
