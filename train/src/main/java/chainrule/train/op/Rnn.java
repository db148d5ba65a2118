package chainrule.train.op;

import chainrule.train.autograd.Scratch;
import chainrule.train.graph.Attribute;
import chainrule.train.graph.GraphBuilder;
import chainrule.train.graph.Wire;
import chainrule.train.kernel.Unary;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// A simple recurrent layer (Elman) over whole sequences: `y[t] = f(x[t]·Wᵀ + y[t-1]·Rᵀ + biases)`;
/// [RecurrentInput] says what goes in. Gives `y [batch, time, hidden]` and the last state, `[batch,
/// hidden]`.
///
/// @param f `TANH` or `RELU`
public record Rnn(Unary f, boolean embedded) implements StandardOp {
  public Rnn {
    if (f != Unary.TANH && f != Unary.RELU) {
      throw new IllegalArgumentException("a simple RNN squashes with TANH or RELU, not " + f);
    }
  }

  private RecurrentInput input() {
    return new RecurrentInput(embedded, 1, true);
  }

  @Override
  public Shape[] shape(Shape... in) {
    Shape y = input().check(this, 1, in);
    return new Shape[] {y, y.slice(0, 1).then(y.slice(2, 3))};
  }

  @Override
  public void forward(Scratch scratch, Tensor[] in, Tensor[] out) {
    RecurrentInput input = input();
    input.project(scratch, in, out[0]);
    Shape y = out[0].shape();
    scratch
        .kernels()
        .recurrences()
        .rnn(
            f,
            y.size(0),
            y.size(1),
            y.size(2),
            in[input.recurrent()],
            input.initial(scratch, in, 0),
            out[0]);
    RecurrentInput.last(scratch, out[0], out[1]);
  }

  @Override
  public void backward(Scratch scratch, Tensor[] in, Tensor[] out, Tensor[] dOut, Target[] dIn) {
    RecurrentInput input = input();
    Shape y = out[0].shape();
    Tensor dSums = scratch.take(y);
    scratch
        .kernels()
        .recurrences()
        .rnnBackward(
            f,
            y.size(0),
            y.size(1),
            y.size(2),
            in[input.recurrent()],
            out[0],
            dOut[0],
            dOut[1],
            dSums,
            input.dInitial(dIn, 0));
    Tensor initial = input.initial(scratch, in, 0);
    input.recurrentBackward(scratch, dSums, initial, out[0], dIn[input.recurrent()]);
    input.projectBackward(scratch, in, dSums, dIn);
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
    return result == 0;
  }

  @Override
  public long scratch(Shape... in) {
    return input().scratch(in);
  }

  @Override
  public Wire[] lower(GraphBuilder graph, Wire... in) {
    int hidden = graph.shape(in[input().recurrent()]).size(1);
    List<String> activations = List.of(f == Unary.TANH ? "Tanh" : "Relu");
    Map<String, Attribute> attributes =
        Map.of(
            "hidden_size", Attribute.of(hidden), "activations", new Attribute.Texts(activations));
    return RecurrentInput.raise(graph, graph.add("RNN", attributes, 2, input().lower(graph, in)));
  }
}
