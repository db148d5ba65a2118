package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Map;

/// A layer of long short-term memory over whole sequences; [RecurrentInput] says what goes in, the
/// states are hidden and cell. Gives `y [batch, time, hidden]`, the last hidden and the last cell
/// state, `[batch, hidden]`, and for backward the gates (i, o, f, c̃ as in ONNX) and the cells.
public record Lstm(boolean embedded) implements StandardOp {
  private RecurrentInput input() {
    return new RecurrentInput(embedded, 4, true);
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shape y = input().check(this, 2, in);
    Shape state = y.slice(0, 1).then(y.slice(2, 3));
    return new Shape[] {y, state, state, y.with(2, 4 * y.size(2)), y};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    RecurrentInput input = input();
    input.project(scratch, in, out[3]);
    Shape y = out[0].shape();
    scratch
        .kernels()
        .recurrences()
        .lstm(
            y.size(0),
            y.size(1),
            y.size(2),
            in[input.recurrent()],
            out[3],
            input.initial(scratch, in, 0),
            input.initial(scratch, in, 1),
            out[0],
            out[4]);
    RecurrentInput.last(scratch, out[0], out[1]);
    RecurrentInput.last(scratch, out[4], out[2]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    RecurrentInput input = input();
    Shape y = out[0].shape();
    Tensor dGates = out[3]; // nobody reads the gates any more
    scratch
        .kernels()
        .recurrences()
        .lstmBackward(
            y.size(0),
            y.size(1),
            y.size(2),
            in[input.recurrent()],
            out[3],
            input.initial(scratch, in, 1),
            out[4],
            dOut[0],
            dOut[1],
            dOut[2],
            dGates,
            input.dInitial(dIn, 0),
            input.dInitial(dIn, 1));
    Tensor initial = input.initial(scratch, in, 0);
    input.recurrentBackward(scratch, dGates, initial, out[0], dIn[input.recurrent()]);
    input.projectBackward(scratch, in, dGates, dIn);
  }

  @Override
  public boolean isDifferentiableResult(int result) {
    return result < 3;
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
    return result == 0 || result == 3 || result == 4;
  }

  @Override
  public long scratch(Shape... in) {
    return input().scratch(in);
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    int hidden = graph.shape(in[input().recurrent()]).size(1);
    Map<String, Attribute> attributes = Map.of("hidden_size", Attribute.of(hidden));
    return RecurrentInput.raise(graph, graph.add("LSTM", attributes, 3, input().lower(graph, in)));
  }
}
