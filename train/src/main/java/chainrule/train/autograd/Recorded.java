package chainrule.train.autograd;

import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.List;

/// An op on a [Tape] with what went in and what came out.
final class Recorded {
  /// Which node of the tape it is.
  final int position;

  final Op op;
  final Value[] in;
  final Result[] out;
  final long scratch;

  /// Whether a result that somebody wants depends on it, and whether the loss does, tracked.
  boolean isLive;

  boolean isActive;

  /// When it runs forward, in steps of the plan.
  int time;

  final Tensor[] inTensors;
  final Tensor[] outTensors;
  final Tensor[] outGradients;

  /// Where gradients go in the first backward of a step, and in those that accumulate.
  final Target[] targets;

  final Target[] accumulating;

  /// Gradients to which this op adds from several inputs and nobody has before, so that they begin
  /// with zeros: those of results, and those of leaves, which keep what earlier batches have added.
  final List<Tensor> clearedResults = new ArrayList<>();

  final List<Tensor> clearedLeaves = new ArrayList<>();

  Recorded(int position, Op op, Value[] in, Type real) {
    this.position = position;
    this.op = op;
    this.in = in.clone();
    Shape[] shapes = new Shape[in.length];
    boolean tracked = false;
    for (int i = 0; i < in.length; i++) {
      shapes[i] = in[i].shape();
      tracked |= in[i].isTracked() && op.isDifferentiable(i);
    }
    Shape[] results = op.shape(shapes);
    this.out = new Result[results.length];
    for (int i = 0; i < results.length; i++) {
      Type type = op.type(i, real);
      out[i] = new Result(this, i, type, results[i], tracked && type.isReal());
    }
    this.scratch = op.scratch(shapes);
    this.inTensors = new Tensor[in.length];
    this.outTensors = new Tensor[out.length];
    this.outGradients = new Tensor[out.length];
    this.targets = new Target[in.length];
    this.accumulating = new Target[in.length];
  }

  /// Whether the value of this input, which gets a gradient, is another input, too. Ops write their
  /// gradients in any order, so that none of them can be the first.
  boolean takesAgain(int input) {
    for (int i = 0; i < in.length; i++) {
      if (i != input && in[i].equals(in[input]) && MemoryPlan.isContribution(this, i)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the same op is applied to the same values again; a given leaf may be another of the
  /// same shape, which then takes its place.
  boolean repeats(Op other, Value[] values) {
    if (values.length != in.length || !op.equals(other)) {
      return false;
    }
    for (int i = 0; i < in.length; i++) {
      if (!values[i].equals(in[i]) && !isReplaceable(in[i], values[i])) {
        return false;
      }
    }
    System.arraycopy(values, 0, in, 0, in.length);
    return true;
  }

  private static boolean isReplaceable(Value before, Value now) {
    return before instanceof Leaf old
        && now instanceof Leaf fresh
        && !old.isTracked()
        && !fresh.isTracked()
        && old.shape().equals(fresh.shape());
  }

  /// For messages: the op and the nearest parameter that it, or what it reads, was computed with.
  String describe() {
    for (Value value : in) {
      if (value instanceof Leaf leaf && leaf.isTracked()) {
        return op.name() + " with " + leaf.name();
      }
    }
    for (Value value : in) {
      if (value instanceof Result result) {
        return op.name() + " after " + result.node.describe();
      }
    }
    return op.name();
  }
}
