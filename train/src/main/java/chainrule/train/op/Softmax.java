package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// `exp(x) / Σ exp(x)` along a dimension, or its logarithm.
///
/// @param axis from 0, or from -1 for the last
public record Softmax(int axis, boolean logarithm) implements StandardOp {
  /// Along the dimension that a name stands for, one letter for each dimension: `"bhqk", 'k'`.
  public static Softmax along(String names, char name) {
    int axis = names.indexOf(name);
    if (axis < 0) {
      throw new IllegalArgumentException("no dimension of " + names + " is called " + name);
    }
    return new Softmax(axis, false);
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shapes.inputs(this, in, 1, 1);
    Shapes.axis(this, in[0], axis);
    return in.clone();
  }

  @Override
  public boolean readsInput(int input) {
    return false;
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
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    Along along = Along.of(in[0].shape(), axis);
    scratch
        .kernels()
        .reductions()
        .softmax(logarithm, along.outer(), along.count(), along.inner(), in[0], out[0]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    Along along = Along.of(out[0].shape(), axis);
    scratch
        .kernels()
        .reductions()
        .softmaxBackward(
            logarithm, along.outer(), along.count(), along.inner(), out[0], dOut[0], dIn[0]);
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    Map<String, Attribute> attributes = Map.of("axis", Attribute.of(axis));
    return new Wire[] {graph.add(logarithm ? "LogSoftmax" : "Softmax", attributes, in[0])};
  }
}
