package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// A layer of gated recurrent units over whole sequences; [RecurrentInput] says what goes in. Gives
/// `y [batch, time, hidden]`, the last state, `[batch, hidden]`, and for backward the gates (z, r,
/// ñ as in ONNX with `linear_before_reset = 1`) and the recurrent sums of the third.
public record Gru(boolean embedded) implements StandardOp {
  private RecurrentInput input() {
    return new RecurrentInput(embedded, 3, false);
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shape y = input().check(this, 1, in);
    Shape state = y.slice(0, 1).then(y.slice(2, 3));
    return new Shape[] {y, state, y.with(2, 3 * y.size(2)), y};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    RecurrentInput input = input();
    input.project(scratch, in, out[2]);
    Shape y = out[0].shape();
    int width = 3 * y.size(2);
    scratch
        .kernels()
        .recurrences()
        .gru(
            y.size(0),
            y.size(1),
            y.size(2),
            in[input.recurrent()],
            in[input.bias()].part(width, Shape.of(width)),
            out[2],
            input.initial(scratch, in, 0),
            out[0],
            out[3]);
    RecurrentInput.last(scratch, out[0], out[1]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    RecurrentInput input = input();
    Kernels kernels = scratch.kernels();
    int batch = out[0].shape().size(0);
    int time = out[0].shape().size(1);
    int hidden = out[0].shape().size(2);
    Tensor initial = input.initial(scratch, in, 0);
    Tensor dGates = out[2]; // nobody reads the gates any more
    Tensor dCandidates = out[3];
    kernels
        .recurrences()
        .gruBackward(
            batch,
            time,
            hidden,
            in[input.recurrent()],
            out[2],
            initial,
            out[0],
            out[3],
            dOut[0],
            dOut[1],
            dGates,
            dCandidates,
            input.dInitial(dIn, 0));
    // On the recurrent side the third gate has a gradient of its own.
    int rows = batch * time;
    int width = 3 * hidden;
    int mark = scratch.mark();
    Tensor dSums = scratch.take(Shape.of(rows, width));
    Target target = Target.set(dSums);
    kernels.moves().copyRows(rows, 2 * hidden, dGates, 0, width, target, 0, width);
    kernels.moves().copyRows(rows, hidden, dCandidates, 0, hidden, target, 2 * hidden, width);
    input.recurrentBackward(scratch, dSums, initial, out[0], dIn[input.recurrent()]);
    if (dIn[input.bias()].isWanted()) {
      Target dBias = RecurrentInput.part(dIn[input.bias()], width, width);
      kernels.reductions().sum(1, rows, width, 1, dSums, dBias);
    }
    scratch.giveBack(mark);
    input.projectBackward(scratch, in, dGates, dIn);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result < 2;
  }

  @Override
  public boolean isDifferentiable(int i) {
    return !embedded || i != 0;
  }

  @Override
  public boolean readsInput(int i) {
    return i != input().bias();
  }

  @Override
  public boolean readsResult(int result) {
    return result != 1;
  }

  @Override
  public long scratch(Shape... in) {
    return input().scratch(in);
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    int hidden = graph.shape(in[input().recurrent()]).size(1);
    Map<String, Attribute> attributes =
        Map.of("hidden_size", Attribute.of(hidden), "linear_before_reset", Attribute.of(1));
    return RecurrentInput.raise(graph, graph.add("GRU", attributes, 2, input().lower(graph, in)));
  }
}
