package chainrule.train.op;

import chainrule.train.autograd.Op;
import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Binary;
import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/// What the recurrent ops have in common: how their inputs are laid out, and the part that does not
/// go step by step, `x·Wᵀ + biases` for all times at once and its gradients.
///
/// The inputs are `x [batch, time, in]`, or where it is `embedded`, ids `[batch, time]` and a table
/// `[rows, in]`; then `W [gates·hidden, in]`, `R [gates·hidden, hidden]`, the biases
/// `[2·gates·hidden]` (of the input, then of the recurrence), and the states before the first step,
/// if any, `[batch, hidden]` each. With a table of few rows, its rows are projected once instead of
/// every time one of them is looked up.
///
/// @param gates how many gates the cell has
/// @param addsRecurrentBias whether that bias, too, is added here
record RecurrentInput(boolean embedded, int gates, boolean addsRecurrentBias) {
  int weight() {
    return embedded ? 2 : 1;
  }

  int recurrent() {
    return weight() + 1;
  }

  int bias() {
    return weight() + 2;
  }

  int initial() {
    return weight() + 3;
  }

  boolean hasInitial(int inputs) {
    return inputs > initial();
  }

  int hidden(Shape... in) {
    return in[recurrent()].size(1);
  }

  /// Checks the inputs.
  ///
  /// @return `[batch, time, hidden]`
  Shape check(Op op, int states, Shape... in) {
    if (in.length != initial() && in.length != initial() + states) {
      throw Shapes.error(
          op, "%d inputs, not %d or %d".formatted(in.length, initial(), initial() + states));
    }
    Shapes.rank(op, embedded ? "the ids" : "the input", in[0], embedded ? 2 : 3);
    if (embedded) {
      Shapes.rank(op, "the table", in[1], 2);
    }
    Shapes.rank(op, "the weight", in[weight()], 2);
    Shapes.rank(op, "the recurrent weight", in[recurrent()], 2);
    Shape x = embedded ? in[1] : in[0];
    Shapes.same(op, "the input", x, -1, "the weight", in[weight()], 1);
    int hidden = hidden(in);
    Shapes.equal(
        op,
        "the recurrent weight",
        in[recurrent()],
        "what it must be",
        Shape.of(gates * hidden, hidden));
    Shapes.same(op, "the weight", in[weight()], 0, "the recurrent weight", in[recurrent()], 0);
    Shapes.equal(op, "the bias", in[bias()], "what it must be", Shape.of(2 * gates * hidden));
    if (in[0].dim(1).isFixed() && in[0].size(1) == 0) {
      throw Shapes.error(op, "the input %s has no time steps".formatted(in[0]));
    }
    Shape state = in[0].slice(0, 1).then(Shape.of(hidden));
    for (int i = initial(); i < in.length; i++) {
      Shapes.equal(op, "a state", in[i], "what it must be", state);
    }
    return in[0].slice(0, 2).then(Shape.of(hidden));
  }

  /// How many numbers forward and backward take from the scratch memory.
  long scratch(Shape... in) {
    long width = (long) gates * hidden(in);
    long steps = in[0].span(0, 2);
    long table = embedded ? in[1].size(0) * width : 0;
    long states = 2L * in[0].size(0) * hidden(in);
    return 2 * width + table + states + steps * (width + 2L * hidden(in));
  }

  /// `x·Wᵀ + biases` into `[batch, time, gates·hidden]`.
  void project(Scratch scratch, Tensor[] in, Tensor sums) {
    Kernels kernels = scratch.kernels();
    int width = gates * in[recurrent()].shape().size(1);
    int size = in[weight()].shape().size(1);
    int mark = scratch.mark();
    Tensor bias = in[bias()].part(0, Shape.of(width));
    if (addsRecurrentBias) {
      Tensor both = scratch.take(Shape.of(width));
      Tensor other = in[bias()].part(width, Shape.of(width));
      kernels.elementwise().combine(Binary.ADD, bias, other, Target.set(both));
      bias = both;
    }
    Tensor x = embedded ? in[1] : in[0];
    int rows = x.size() / Math.max(size, 1);
    Shape projected = Shape.of(rows, width);
    Tensor rowSums = embedded ? scratch.take(projected) : sums.view(projected);
    Target target = Target.set(rowSums);
    kernels.matrices().multiply(1, rows, width, size, x, false, in[weight()], true, target);
    kernels.elementwise().combine(Binary.ADD, rowSums, bias, target);
    if (embedded) {
      Gather.requireInside(scratch, in[0], rows);
      kernels.lookups().gather(in[0].size(), width, rowSums, in[0], Target.set(sums));
    }
    scratch.giveBack(mark);
  }

  /// The gradients of [#project].
  ///
  /// @param dSums `[batch, time, gates·hidden]`
  void projectBackward(Scratch scratch, Tensor[] in, Tensor dSums, Target[] dIn) {
    Kernels kernels = scratch.kernels();
    int width = gates * in[recurrent()].shape().size(1);
    int size = in[weight()].shape().size(1);
    int mark = scratch.mark();
    Tensor x = embedded ? in[1] : in[0];
    int rows = x.size() / Math.max(size, 1);
    Tensor dRows = dSums;
    if (embedded) {
      dRows = scratch.take(Shape.of(rows, width));
      kernels.lookups().scatter(rows, in[0].size(), width, dSums, in[0], Target.set(dRows));
    }
    Target dx = embedded ? dIn[1] : dIn[0];
    if (dx.isWanted()) {
      kernels.matrices().multiply(1, rows, size, width, dRows, false, in[weight()], false, dx);
    }
    if (dIn[weight()].isWanted()) {
      kernels.matrices().multiply(1, width, size, rows, dRows, true, x, false, dIn[weight()]);
    }
    if (dIn[bias()].isWanted()) {
      Target dBias = part(dIn[bias()], 0, width);
      kernels.reductions().sum(1, rows, width, 1, dRows, dBias);
      if (addsRecurrentBias) {
        kernels.reductions().sum(1, rows, width, 1, dRows, part(dIn[bias()], width, width));
      }
    }
    scratch.giveBack(mark);
  }

  static Target part(Target target, int start, int length) {
    return new Target(target.tensor().part(start, Shape.of(length)), target.adds());
  }

  /// The state before the first step: as given, or zeros.
  Tensor initial(Scratch scratch, Tensor[] in, int which) {
    return hasInitial(in.length)
        ? in[initial() + which]
        : scratch.zeros(Shape.of(in[0].shape().size(0), in[recurrent()].shape().size(1)));
  }

  /// `dR (+)= dSumsᵀ · y[t-1]`.
  ///
  /// @param y `[batch, time, hidden]`
  void recurrentBackward(
      Scratch scratch, Tensor dSums, Tensor initial, Tensor y, Target dRecurrent) {
    if (!dRecurrent.isWanted()) {
      return;
    }
    int batch = y.shape().size(0);
    int time = y.shape().size(1);
    int hidden = y.shape().size(2);
    int mark = scratch.mark();
    Tensor before = scratch.take(y.shape());
    Target target = Target.set(before);
    var moves = scratch.kernels().moves();
    moves.copyRows(batch, hidden, initial, 0, hidden, target, 0, time * hidden);
    moves.copyRows(batch, (time - 1) * hidden, y, 0, time * hidden, target, hidden, time * hidden);
    scratch
        .kernels()
        .matrices()
        .multiply(1, gates * hidden, hidden, batch * time, dSums, true, before, false, dRecurrent);
    scratch.giveBack(mark);
  }

  /// The last step of each sequence.
  static void last(Scratch scratch, Tensor states, Tensor last) {
    int time = states.shape().size(1);
    int hidden = states.shape().size(2);
    scratch
        .kernels()
        .moves()
        .copyRows(
            states.shape().size(0),
            hidden,
            states,
            (time - 1) * hidden,
            time * hidden,
            Target.set(last),
            0,
            hidden);
  }

  Target dInitial(Target[] dIn, int which) {
    return hasInitial(dIn.length) ? dIn[initial() + which] : Target.NONE;
  }

  /// The inputs as ONNX wants them: time first, one direction.
  Wire[] lower(GraphBuilder graph, Wire... in) {
    Wire x = embedded ? graph.add("Gather", in[1], in[0]) : in[0];
    Wire[] lowered = new Wire[in.length > initial() ? 5 + in.length - initial() : 4];
    Arrays.fill(lowered, Wire.NONE);
    lowered[0] = swapTime(graph, x);
    for (int i = 0; i < 3; i++) {
      lowered[1 + i] = graph.unsqueezed(in[weight() + i], 0);
    }
    for (int i = initial(); i < in.length; i++) {
      lowered[5 + i - initial()] = graph.unsqueezed(in[i], 0);
    }
    return lowered;
  }

  /// ONNX's results as ours: batch first, no direction.
  static Wire[] raise(GraphBuilder graph, Wire... results) {
    Wire[] raised = new Wire[results.length];
    raised[0] = swapTime(graph, graph.add("Squeeze", results[0], graph.integers(1)));
    for (int i = 1; i < results.length; i++) {
      raised[i] = graph.add("Squeeze", results[i], graph.integers(0));
    }
    return raised;
  }

  private static Wire swapTime(GraphBuilder graph, Wire x) {
    return graph.add("Transpose", Map.of("perm", Attribute.of(1, 0, 2)), x);
  }
}
