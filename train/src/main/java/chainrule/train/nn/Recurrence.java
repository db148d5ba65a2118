package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Op;
import chainrule.train.autograd.Value;
import chainrule.train.kernel.Unary;
import chainrule.train.op.Gru;
import chainrule.train.op.Lstm;
import chainrule.train.op.Rnn;
import chainrule.train.tensor.Dim;
import chainrule.train.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// One recurrent layer: simple, LSTM or GRU.
public final class Recurrence {
  /// Which cell, with how many gates and states.
  public enum Cell {
    RNN(1, 1),
    RNN_RELU(1, 1),
    LSTM(4, 2),
    GRU(3, 1);

    private final int gates;
    private final int states;

    Cell(int gates, int states) {
      this.gates = gates;
      this.states = states;
    }

    private Op op(boolean embedded) {
      return switch (this) {
        case RNN -> new Rnn(Unary.TANH, embedded);
        case RNN_RELU -> new Rnn(Unary.RELU, embedded);
        case LSTM -> new Lstm(embedded);
        case GRU -> new Gru(embedded);
      };
    }
  }

  private final Cell cell;
  private final int hidden;
  private final Parameter weight;
  private final Parameter recurrent;
  private final Parameter bias;
  private final Op dense;
  private final Op embedded;

  /// Weights are laid out as in ONNX: `W` `[gates·hidden, in]`, `R` `[gates·hidden, hidden]`,
  /// biases of the input and then of the recurrence.
  public Recurrence(Scope scope, Cell cell, int in, int hidden, Init init) {
    this.cell = cell;
    this.hidden = hidden;
    int width = cell.gates * hidden;
    this.weight = scope.parameter("weight", Shape.of(width, in), init, Role.TURNED_MATRIX);
    this.recurrent =
        scope.parameter("recurrent", Shape.of(width, hidden), init, Role.TURNED_MATRIX);
    this.bias = scope.parameter("bias", Shape.of(2 * width), init, Role.VECTOR);
    this.dense = cell.op(false);
    this.embedded = cell.op(true);
  }

  /// @param x `[batch, time, in]`
  /// @return `[batch, time, hidden]`
  public Value apply(Execution execution, Vectors x, State state) {
    List<Value> in = new ArrayList<>();
    Op op = dense;
    if (x instanceof Vectors.Rows(Value table, Value ids) && isFewer(table, ids)) {
      in.add(ids);
      in.add(table);
      op = embedded;
    } else {
      in.add(x.dense(execution));
    }
    in.addAll(List.of(weight, recurrent, bias));
    for (int i = 0; state.isGiven() && i < cell.states; i++) {
      in.add(state.next());
    }
    Value[] out = execution.apply(op, in.toArray(Value[]::new));
    for (int i = 1; i <= cell.states; i++) {
      state.put(out[i]);
    }
    return out[0];
  }

  /// Whether a table has fewer rows than are looked up.
  private static boolean isFewer(Value table, Value ids) {
    return ids.shape().isFixed() && table.shape().size(0) < ids.shape().elements();
  }

  /// What it keeps in a [State].
  List<Slot> state(int layer) {
    Shape shape = Shape.of(Slot.BATCH, Dim.of(hidden));
    List<Slot> slots = new ArrayList<>();
    for (String name : cell.states == 2 ? List.of("hidden", "cell") : List.of("hidden")) {
      slots.add(new Slot("past." + layer + "." + name, "present." + layer + "." + name, shape));
    }
    return slots;
  }
}
