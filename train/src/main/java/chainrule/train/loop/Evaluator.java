package chainrule.train.loop;

import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Tape;
import chainrule.train.data.BatchOrder;
import chainrule.train.data.Batches;
import chainrule.train.data.TokenRange;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.nn.Context;
import chainrule.train.nn.State;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// The loss of a model on a whole text, in windows that do not overlap. Tokens after the last whole
/// window are left out, as PyTorch examples do. Memory is kept from one evaluation to the next. Not
/// for use by several threads.
public final class Evaluator {
  private final LanguageModel model;
  private final Batches batches;
  private final long windows;
  private final Pass full;
  private final Pass rest;

  /// @param rows windows that are scored at once
  public Evaluator(LanguageModel model, TokenRange text, int rows, Kernels kernels) {
    int context = model.spec().context();
    this.model = model;
    this.windows = (text.size() - 1) / context;
    this.batches = new Batches(text, new BatchOrder.Random(text.size(), context, 1, 0), context);
    int most = (int) Math.min(rows, windows);
    this.full = new Pass(most, kernels);
    this.rest = new Pass((int) (windows % most), kernels);
  }

  /// Mean over all windows, in nats per token.
  public double loss() {
    double sum = 0;
    long window = 0;
    for (; window + full.rows <= windows; window += full.rows) {
      sum += full.loss(window);
    }
    if (rest.rows > 0) {
      sum += rest.loss(window);
    }
    return sum / ((double) windows * model.spec().context());
  }

  /// How many tokens are scored.
  public long tokens() {
    return windows * model.spec().context();
  }

  /// A tape for batches of one size.
  private final class Pass {
    final int rows;
    private final Tape tape;
    private final Tensor inputs;
    private final Tensor targets;
    private final Leaf inputLeaf;
    private final Leaf targetLeaf;
    private final Context context;

    Pass(int rows, Kernels kernels) {
      this.rows = rows;
      this.tape = Tape.evaluation(kernels);
      Shape shape = Shape.of(rows, model.spec().context());
      this.inputs = Tensor.zeros(Type.INT32, shape);
      this.targets = Tensor.zeros(Type.INT32, shape);
      this.inputLeaf = Leaf.given("inputs", inputs);
      this.targetLeaf = Leaf.given("targets", targets);
      this.context = Context.of(model.spec().context());
    }

    /// The sum over the tokens of so many windows.
    double loss(long first) {
      batches.fetchInOrder(first, inputs, targets);
      tape.begin(0);
      var loss = model.loss(tape, inputLeaf, targetLeaf, context, State.none(), 0);
      tape.keep(loss.mean());
      tape.forward();
      return tape.tensor(loss.mean()).get(0) * inputs.size();
    }
  }
}
