package chainrule.train.loop;

import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Tape;
import chainrule.train.autograd.Value;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.nn.Context;
import chainrule.train.nn.Slot;
import chainrule.train.nn.State;
import chainrule.train.score.TokenModel;
import chainrule.train.score.TokenRows;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import java.io.IOException;
import java.util.List;

/// A language model of ours as evaluation sees it: its numbers are computed by a tape that goes
/// forward only and keeps its memory from call to call.
public final class NeuralModel implements TokenModel {
  private final String name;
  private final LanguageModel model;
  private final boolean carries;
  private final Tape tape;
  private List<Leaf> carried = List.of();

  /// @param carries whether the state of a recurrent model goes on from call to call
  public NeuralModel(String name, LanguageModel model, boolean carries, Kernels kernels) {
    this.name = name;
    this.model = model;
    this.carries = carries && model.spec() instanceof RecurrentSpec;
    this.tape = Tape.evaluation(kernels);
  }

  /// The weights to use of a run.
  public static NeuralModel of(RunFolder run, RunConfig config, boolean carries, Kernels kernels)
      throws IOException {
    return new NeuralModel(run.path().toString(), load(run, config, kernels), carries, kernels);
  }

  /// The model of a run, with the weights to use.
  public static LanguageModel load(RunFolder run, RunConfig config, Kernels kernels)
      throws IOException {
    LanguageModel model = LanguageModel.of(config.model(), kernels.type());
    model.parameters().allocate(kernels.type(), new Rng(0));
    Snapshots.load(run, model);
    return model;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int vocabulary() {
    return model.spec().vocabulary();
  }

  @Override
  public int context() {
    return model.spec().context();
  }

  @Override
  public boolean carries() {
    return carries;
  }

  @Override
  public void score(TokenRows rows, float[] nats) {
    Shape shape = Shape.of(rows.rows(), rows.time());
    Leaf ids = Leaf.given("inputs", Tensor.of(shape, rows.ids()));
    Leaf targets = Leaf.given("targets", Tensor.of(shape, rows.targets()));
    tape.begin(0);
    State state = state(rows);
    var loss = model.loss(tape, ids, targets, Context.of(rows.time()), state, 0);
    tape.keep(loss.each());
    if (carries) {
      state.after().forEach(tape::keep);
    }
    tape.forward();
    Tensor losses = tape.tensor(loss.each());
    for (int i = 0; i < losses.size(); i++) {
      nats[i] = -(float) losses.get(i);
    }
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).tensor().copyFrom(tape.tensor(state.after().get(i)));
    }
  }

  /// How many bytes it takes to score so many whole rows, beside the parameters; these need no
  /// numbers yet.
  long plan(int rows) {
    Leaf ids = new Leaf("tokens", Shape.of(rows, context()), false);
    tape.begin(0);
    State state =
        carries
            ? State.of(
                model.state().stream()
                    .<Value>map(slot -> new Leaf(slot.before(), slot.beginning(rows), false))
                    .toList())
            : State.none();
    tape.keep(model.loss(tape, ids, ids, Context.of(context()), state, 0).each());
    if (carries) {
      state.after().forEach(tape::keep);
    }
    return tape.planForward();
  }

  private State state(TokenRows rows) {
    if (!carries) {
      return State.none();
    }
    if (!rows.goOn()) {
      carried = model.state().stream().map(slot -> beginning(slot, rows.rows())).toList();
    }
    return State.of(List.copyOf(carried));
  }

  private Leaf beginning(Slot slot, int rows) {
    return Leaf.given(slot.before(), Tensor.zeros(tape.type(), slot.beginning(rows)));
  }

  @Override
  public void close() {
    // Memory goes with the object.
  }
}
