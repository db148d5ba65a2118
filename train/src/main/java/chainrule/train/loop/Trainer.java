package chainrule.train.loop;

import chainrule.tokenize.io.BadSetting;
import chainrule.train.autograd.MemoryBudget;
import chainrule.train.autograd.NotFinite;
import chainrule.train.checkpoint.RunFolder;
import chainrule.train.checkpoint.ValidationWindows;
import chainrule.train.data.BatchOrder;
import chainrule.train.data.Batches;
import chainrule.train.data.TokenRange;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.model.RecurrentSpec;
import chainrule.train.nn.Parameter;
import chainrule.train.optim.Optimizer;
import chainrule.train.tensor.Rng;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/// Trains one run: steps, evaluations, rows of the log, and states from which it can be resumed to
/// the same bits. The caller holds the run's lock. Not for use by several threads.
public final class Trainer {
  private final RunFolder run;
  private final TrainingSpec spec;
  private final RunConfig.Origin origin;
  private final LanguageModel model;
  private final Snapshots snapshots;
  private final BatchOrder order;
  private final Step step;
  private final Optional<Evaluator> evaluator;
  private final TrainingObserver observer;
  private final Progression progression = new Progression();
  private final Kernels kernels;
  private final ValidationWindows windows;
  private final long memory;
  private Optional<LiveSample> sample = Optional.empty();
  private long sampleEvery;
  private boolean beginsElsewhere;
  private double secondsBefore; // of earlier sittings
  private double stepSeconds; // of this sitting's steps alone
  private long sittingSteps;

  public Trainer(
      RunFolder run,
      RunConfig config,
      TokenRange train,
      Optional<TokenRange> validation,
      Kernels kernels,
      TrainingObserver observer) {
    this.run = run;
    this.spec = config.training();
    this.origin = config.origin();
    this.observer = observer;
    this.kernels = kernels;
    this.model = LanguageModel.of(config.model(), kernels.type());
    boolean carries = spec.batching().carry();
    if (carries && !(config.model() instanceof RecurrentSpec)) {
      throw new BadSetting(
          "only a recurrent model has a state that can be carried from batch to batch",
          "leave --carry out, or use --model rnn, lstm or gru");
    }
    int context = config.model().context();
    int rows = spec.batching().batch();
    this.order =
        switch (spec.batching().order()) {
          case RANDOM -> new BatchOrder.Random(train.size(), context, rows, spec.seed());
          case SHUFFLED -> new BatchOrder.Shuffled(train.size(), context, rows, spec.seed());
          case SEQUENTIAL -> new BatchOrder.Sequential(train.size(), context, rows);
        };
    NeuralModel evaluated = new NeuralModel(run.path().toString(), model, carries, kernels);
    this.evaluator = validation.map(text -> new Evaluator(evaluated, requireWindow(text)));
    int bytesEach = kernels.type().bytes();
    this.memory =
        model.parameters().count() * bytesEach
            + Optimizer.memory(spec.optimizer(), model.parameters(), bytesEach)
            + Step.plan(model, spec, kernels)
            + evaluator.map(scoring -> evaluated.plan(scoring.rows())).orElse(0L);
    MemoryBudget.require(
        "training a model of %,d parameters".formatted(model.parameters().count()), memory);
    model.parameters().allocate(kernels.type(), new Rng(spec.seed()));
    Optimizer optimizer = new Optimizer(spec.optimizer(), model.parameters(), kernels);
    Batches batches = new Batches(train, order, context, config.model().vocabulary());
    this.step = new Step(model, spec, batches, optimizer, kernels);
    this.snapshots =
        new Snapshots(run, origin.version(), spec.rhythm().keep(), model, optimizer, step);
    this.windows = ValidationWindows.of(validation.orElse(train), context);
  }

  private TokenRange requireWindow(TokenRange text) {
    int context = model.spec().context();
    if (text.size() <= context) {
      throw new BadSetting(
          "the validation text has %,d tokens, too few for a context of %,d and the token after it"
              .formatted(text.size(), context),
          "use a longer one or a smaller --context");
    }
    return text;
  }

  public LanguageModel model() {
    return model;
  }

  /// Looks at every number of every step for NaN and infinities.
  public void detectAnomaly() {
    step.detectAnomaly();
  }

  /// Shows what the model would write, every so many steps.
  ///
  /// @param prompt with which each sample begins, at least one token
  public void sampleEvery(long steps, int[] prompt) {
    sampleEvery = steps;
    sample = Optional.of(new LiveSample(model, kernels, prompt));
  }

  /// Begins with the weights of another run.
  public void beginWith(RunFolder other) throws IOException {
    Snapshots.load(other, model);
    beginsElsewhere = true;
  }

  /// Goes on from the newest state that is whole, if there is one.
  public void resume() throws IOException {
    snapshots.restore(progression, observer::warned);
    secondsBefore = Clock.read(run.seconds());
  }

  /// Whether the end that was asked for is reached, so that [#train] has nothing to do.
  public boolean isFinished() {
    return isFinished(secondsBefore);
  }

  /// How many bytes parameters, gradients and what the optimizer and the tape remember take.
  public long memory() {
    return memory;
  }

  /// Goes a few steps, the first ones not counted, and keeps nothing.
  ///
  /// @return seconds of a step
  public double rehearse(int steps) {
    for (int i = 0; i < steps; i++) {
      step.run(i, 0);
    }
    long begin = System.nanoTime();
    for (int i = steps; i < 2 * steps; i++) {
      step.run(i, 0);
    }
    return (System.nanoTime() - begin) / 1e9 / steps;
  }

  /// How many steps there will be, where time does not decide it.
  public double plannedSteps(double secondsOfStep) {
    return Progression.steps(spec, order, 1, secondsOfStep);
  }

  /// Trains until the end that was asked for, or until `stop` says so; then the state is saved.
  public TrainingResult train(BooleanSupplier stop) throws IOException {
    if (isFinished()) {
      return result(TrainingResult.Ending.ALREADY_FINISHED, secondsBefore);
    }
    try {
      return trainOn(stop);
    } catch (IOException e) {
      throw snapshots.advised(e);
    }
  }

  private TrainingResult trainOn(BooleanSupplier stop) throws IOException {
    windows.save(run);
    Clock clock = new Clock(secondsBefore);
    if (beginsElsewhere && progression.step == 0) {
      save(clock); // the other run may be gone, or not be named, when this one is resumed
    }
    try (TrainingLog log =
        TrainingLog.open(run.metrics(), progression.reportedStep(), observer::warned)) {
      TrainingResult.Ending ending = goToTheEnd(log, clock, stop);
      save(clock);
      if (progression.step > 0 && (evaluator.isEmpty() || !snapshots.hasWeights())) {
        snapshots.saveWeights(progression.step);
      }
      return result(ending, clock.seconds());
    }
  }

  /// Goes step after step. What is due behind one is looked after before the next, so that a run
  /// makes up for an evaluation that was given up.
  private TrainingResult.Ending goToTheEnd(TrainingLog log, Clock clock, BooleanSupplier stop)
      throws IOException {
    long sampled = progression.step;
    while (true) {
      boolean last = isOver(clock.seconds());
      if (progression.isUnreported() && (last || isDue(spec.rhythm().evaluateEvery()))) {
        if (!report(log, clock, stop)) {
          return TrainingResult.Ending.STOPPED;
        }
        if (isNoBetter()) {
          return TrainingResult.Ending.NO_BETTER;
        }
      }
      if (sample.isPresent() && progression.step > sampled && (last || isDue(sampleEvery))) {
        sampled = progression.step;
        observer.sampled(progression.step, sample.get().write(spec.seed(), progression.step));
      }
      if (last || isFinished(clock.seconds())) { // an evaluation, too, takes time
        return TrainingResult.Ending.FINISHED;
      }
      if (stop.getAsBoolean()) {
        return TrainingResult.Ending.STOPPED;
      }
      if (isDue(spec.rhythm().checkpointEvery()) && progression.step > snapshots.lastSaved()) {
        save(clock);
      }
      goOneStep(clock, stop);
    }
  }

  /// A state or a model that could not be used would take the place of one that can.
  private void save(Clock clock) throws IOException {
    for (Parameter parameter : model.parameters().all()) {
      if (kernels.reductions().firstNotFinite(parameter.tensor()) >= 0) {
        throw diverged(
            progression.step, new NotFinite(parameter.name() + " is not finite any more"));
      }
    }
    snapshots.save(progression);
    clock.save(run.seconds());
  }

  private boolean isDue(long every) {
    return every > 0 && progression.step % every == 0;
  }

  private boolean isFinished(double seconds) {
    return isOver(seconds) && !progression.isUnreported();
  }

  /// Whether no step is to come.
  private boolean isOver(double seconds) {
    TrainingSpec.Limits limits = spec.limits();
    boolean counted = limits.steps() > 0 || limits.epochs() > 0;
    return (counted && progression.step >= Progression.steps(spec, order, 0, 0))
        || isTimeUp(seconds)
        || isNoBetter();
  }

  private boolean isTimeUp(double seconds) {
    return spec.limits().seconds() > 0 && seconds >= spec.limits().seconds();
  }

  private boolean isNoBetter() {
    int patience = spec.limits().patience();
    return patience > 0 && progression.worseEvaluations >= patience;
  }

  /// Goes one step, unless it is given up: when that is asked for, or the time is up and it is not
  /// the first.
  private void goOneStep(Clock clock, BooleanSupplier stop) {
    double steps = Progression.steps(spec, order, progression.step, clock.seconds());
    long number = progression.step;
    double rate = spec.learningRate() * spec.schedule().factor(number, steps);
    double begin = clock.seconds();
    Optional<Step.Outcome> done =
        run(number, rate, () -> stop.getAsBoolean() || (number > 0 && isTimeUp(clock.seconds())));
    if (done.isPresent()) {
      stepSeconds += clock.seconds() - begin;
      sittingSteps++;
      progression.rate = rate;
      progression.add(done.get());
      observer.stepped(progression.step, steps, done.get().loss(), tokensPerSecond());
    }
  }

  /// What is not finite stops the run before anything has changed.
  private Optional<Step.Outcome> run(long number, double rate, BooleanSupplier stop) {
    try {
      Optional<Step.Outcome> outcome = step.run(number, rate, stop);
      if (outcome.isPresent() && !outcome.get().isFinite()) {
        throw step.diagnose(number);
      }
      return outcome;
    } catch (NotFinite e) {
      throw diverged(number + 1, e);
    }
  }

  private Diverged diverged(long number, NotFinite e) {
    String less = "a smaller --learning-rate or " + (spec.clip() == 0 ? "with --clip 1" : "--clip");
    return new Diverged(
        "%s: step %,d: %s".formatted(run.path(), number, e.getMessage()),
        snapshots.lastSaved() == 0
            ? "no state was saved yet; begin again with " + less
            : "the last good state is that of step %,d; --resume with %s"
                .formatted(snapshots.lastSaved(), less),
        e);
  }

  /// Evaluates and adds a row to the log.
  ///
  /// @return whether that was done, and not given up
  private boolean report(TrainingLog log, Clock clock, BooleanSupplier stop) throws IOException {
    double loss = Double.NaN;
    if (evaluator.isPresent()) {
      if (snapshots.lastSaved() == 0) {
        save(clock); // there is never a model without a state to go on from
      }
      OptionalDouble evaluation = evaluator.get().loss(stop);
      if (evaluation.isEmpty()) {
        return false;
      }
      loss = evaluation.getAsDouble();
      if (!Step.hasPerplexity(loss)) {
        throw diverged(
            progression.step,
            new NotFinite(
                "the validation loss of %.3g nats per token is no finite perplexity"
                    .formatted(loss)));
      }
      if (progression.evaluated(loss)) {
        snapshots.saveWeights(progression.step);
      }
    }
    Metrics row =
        new Metrics(
            progression.step,
            tokens(progression.step),
            clock.seconds(),
            progression.takeTrainLoss(),
            loss,
            bitsPerByte(loss),
            progression.rate,
            progression.gradientNorm,
            tokensPerSecond());
    log.add(row);
    observer.logged(row);
    progression.reported();
    return true;
  }

  private double bitsPerByte(double loss) {
    return origin.validationBytes() == 0
        ? Double.NaN
        : loss * origin.validationTokens() / origin.validationBytes() / Math.log(2);
  }

  private long tokens(long steps) {
    return steps * spec.batching().rows() * model.spec().context();
  }

  private double tokensPerSecond() {
    return stepSeconds == 0 ? Double.NaN : tokens(sittingSteps) / stepSeconds;
  }

  private TrainingResult result(TrainingResult.Ending ending, double seconds) {
    return new TrainingResult(
        progression.step,
        tokens(progression.step),
        seconds,
        progression.lastLoss(),
        progression.validationLoss,
        progression.bestStep == 0 ? Double.NaN : progression.bestLoss,
        tokensPerSecond(),
        ending);
  }
}
