package chainrule.train.loop;

import chainrule.train.autograd.Gradients;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.NotFinite;
import chainrule.train.autograd.Tape;
import chainrule.train.autograd.Value;
import chainrule.train.data.Batches;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.nn.Context;
import chainrule.train.nn.Slot;
import chainrule.train.nn.State;
import chainrule.train.optim.Optimizer;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/// One step of training: some batches forward and backward, then the optimizer. Owns the tape and
/// the state that is carried from batch to batch. Not for use by several threads.
final class Step {
  private final LanguageModel model;
  private final TrainingSpec spec;
  private final TrainingSpec.Batching batching;
  private final Batches batches;
  private final Optimizer optimizer;
  private final Kernels kernels;
  private final Tape tape;
  private final Tensor inputs;
  private final Tensor targets;
  private final Leaf inputLeaf;
  private final Leaf targetLeaf;
  private final Context context;
  private final List<Leaf> carried = new ArrayList<>();
  private final List<Tensor> before = new ArrayList<>(); // what was carried into the step
  private Gradients gradients; // of the last step; null before the first

  Step(
      LanguageModel model,
      TrainingSpec spec,
      Batches batches,
      Optimizer optimizer,
      Kernels kernels) {
    this.model = model;
    this.spec = spec;
    this.batching = spec.batching();
    this.batches = batches;
    this.optimizer = optimizer;
    this.kernels = kernels;
    this.tape = Tape.training(kernels, spec.seed());
    Shape shape = Shape.of(batching.batch(), model.spec().context());
    this.inputs = Tensor.zeros(Type.INT32, shape);
    this.targets = Tensor.zeros(Type.INT32, shape);
    this.inputLeaf = Leaf.given("inputs", inputs);
    this.targetLeaf = Leaf.given("targets", targets);
    this.context = Context.of(model.spec().context());
    if (batching.carry()) {
      for (Slot slot : model.state()) {
        carried.add(
            Leaf.given(
                slot.before(), Tensor.zeros(kernels.type(), slot.beginning(batching.batch()))));
      }
    }
    carried.forEach(leaf -> before.add(leaf.tensor().copy()));
  }

  /// What came of a step.
  ///
  /// @param loss mean over its tokens, before the step
  /// @param gradientNorm before clipping
  record Outcome(double loss, double gradientNorm) {
    boolean isFinite() {
      return hasPerplexity(loss) && Double.isFinite(gradientNorm);
    }
  }

  /// Whether a loss in nats is one that training comes back from: NaN is not, nor is what no
  /// perplexity can be told of.
  static boolean hasPerplexity(double loss) {
    return Double.isFinite(Math.exp(loss));
  }

  /// Goes one step, whatever happens meanwhile.
  Outcome run(long number, double rate) {
    return run(number, rate, () -> false).orElseThrow();
  }

  /// Goes one step, unless its numbers are not finite: then nothing is changed. Nor is it where the
  /// step is given up between two of its batches.
  ///
  /// @param number of the step, from 0
  /// @param stop whether to give it up
  /// @return nothing where it was given up
  Optional<Outcome> run(long number, double rate, BooleanSupplier stop) {
    for (int i = 0; i < before.size(); i++) {
      before.get(i).copyFrom(carried.get(i).tensor());
    }
    boolean isDone = false;
    try {
      OptionalDouble loss = passes(number, stop);
      if (loss.isEmpty()) {
        return Optional.empty();
      }
      double norm = gradients.norm(kernels);
      Outcome outcome = new Outcome(loss.getAsDouble(), norm);
      if (outcome.isFinite()) {
        optimizer.step(gradients, rate, Optimizer.clip(norm, spec.clip()));
        isDone = true;
      }
      return Optional.of(outcome);
    } finally {
      for (int i = 0; i < before.size() && !isDone; i++) {
        carried.get(i).tensor().copyFrom(before.get(i));
      }
    }
  }

  /// Goes forward and backward through the step's batches and gives the mean loss.
  private OptionalDouble passes(long number, BooleanSupplier stop) {
    double loss = 0;
    for (int part = 0; part < batching.accumulate(); part++) {
      if (part > 0 && stop.getAsBoolean()) {
        return OptionalDouble.empty();
      }
      long batch = number * batching.accumulate() + part;
      batches.fetch(batch, inputs, targets);
      if (batching.carry() && !batches.order().continues(batch)) {
        carried.forEach(leaf -> leaf.tensor().fill(0));
      }
      tape.begin(batch);
      State state = batching.carry() ? State.of(List.copyOf(carried)) : State.none();
      var result = model.loss(tape, inputLeaf, targetLeaf, context, state, spec.smoothing());
      if (batching.carry()) {
        state.after().forEach(tape::keep);
      }
      gradients = tape.backward(result.mean(), 1.0 / batching.accumulate(), part > 0);
      loss += tape.tensor(result.mean()).get(0) / batching.accumulate();
      if (batching.carry()) {
        carry(state.after());
      }
    }
    return OptionalDouble.of(loss);
  }

  private void carry(List<Value> after) {
    for (int i = 0; i < carried.size(); i++) {
      carried.get(i).tensor().copyFrom(tape.tensor(after.get(i)));
    }
  }

  /// Goes the same step again and looks at every number, so that the failure names where the first
  /// bad one arose.
  NotFinite diagnose(long number) {
    try {
      tape.detectAnomaly(true);
      double loss = run(number, 0).loss();
      if (!hasPerplexity(loss)) {
        return new NotFinite(
            "the loss of %.3g nats per token is no finite perplexity".formatted(loss));
      }
      var steepest = gradients.steepest();
      return new NotFinite(
          "the squares of the gradients add up to no finite number; the largest, %.1e, is that of %s"
              .formatted(steepest.getValue(), steepest.getKey().name()));
    } catch (NotFinite e) {
      return e;
    }
  }

  /// Looks at every number of every step.
  void detectAnomaly() {
    tape.detectAnomaly(true);
  }

  /// How many bytes the tape of a step needs, gradients included; the parameters need no numbers
  /// yet.
  static long plan(LanguageModel model, TrainingSpec spec, Kernels kernels) {
    TrainingSpec.Batching batching = spec.batching();
    Tape tape = Tape.training(kernels, 0);
    tape.begin(0);
    Shape shape = Shape.of(batching.batch(), model.spec().context());
    Leaf tokens = new Leaf("tokens", shape, false);
    List<Value> states = new ArrayList<>();
    for (Slot slot : batching.carry() ? model.state() : List.<Slot>of()) {
      states.add(new Leaf(slot.before(), slot.beginning(batching.batch()), false));
    }
    State state = batching.carry() ? State.of(states) : State.none();
    Context context = Context.of(model.spec().context());
    var loss = model.loss(tape, tokens, tokens, context, state, spec.smoothing());
    return tape.plan(loss.mean());
  }

  /// The state that is carried, by name.
  Map<String, Tensor> carriedState() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    carried.forEach(leaf -> state.put(leaf.name(), leaf.tensor()));
    return state;
  }
}
