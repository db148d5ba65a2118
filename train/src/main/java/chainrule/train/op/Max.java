package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.Map;

/// The greatest number along a dimension, and where it stands first.
///
/// @param axis from 0, or from -1 for the last; it is gone from the results
public record Max(int axis) implements StandardOp {
  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    int at = Shapes.axis(this, in[0], axis);
    if (in[0].dim(at).equals(Dim.of(0))) {
      throw Shapes.error(this, "%s has nothing along dimension %d".formatted(in[0], at));
    }
    Shape rest = in[0].slice(0, at).then(in[0].slice(at + 1, in[0].rank()));
    return new Shape[] {rest, rest};
  }

  @Override
  public Type type(int result, Type real) {
    return result == 0 ? real : Type.INT32;
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    Along along = Along.of(in[0].shape(), axis);
    scratch
        .kernels()
        .reductions()
        .max(along.outer(), along.count(), along.inner(), in[0], out[0], out[1]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Tensor dx = dIn[0].tensor();
    if (!dIn[0].adds()) {
      dx.fill(0);
    }
    Along along = Along.of(dx.shape(), axis);
    for (int i = 0; i < out[1].size(); i++) {
      int outer = i / along.inner();
      int place = (outer * along.count() + out[1].id(i)) * along.inner() + i % along.inner();
      dx.set(place, dx.get(place) + dOut[0].get(i));
    }
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result == 0;
  }

  @Override
  public boolean readsInput(int input) {
    return false;
  }

  @Override
  public boolean readsResult(int result) {
    return result == 1;
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Map<String, Attribute> attributes =
        Map.of("axis", Attribute.of(axis), "keepdims", Attribute.of(0));
    return new Wire[] {
      graph.add("ReduceMax", Map.of("keepdims", Attribute.of(0)), in[0], graph.integers(axis)),
      graph.add("ArgMax", attributes, in[0])
    };
  }
}
