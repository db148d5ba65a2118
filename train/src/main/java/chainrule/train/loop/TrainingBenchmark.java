package chainrule.train.loop;

import chainrule.tokenize.io.SteadyTimes;
import chainrule.train.autograd.Gradients;
import chainrule.train.autograd.Leaf;
import chainrule.train.autograd.Tape;
import chainrule.train.kernel.Kernels;
import chainrule.train.model.LanguageModel;
import chainrule.train.nn.Context;
import chainrule.train.nn.State;
import chainrule.train.optim.Optimizer;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;

/// Whole training steps, forward, backward, clipping and optimizer, on random tokens, timed one by
/// one. Making a batch is not timed.
public final class TrainingBenchmark {
  private final BenchConfiguration configuration;
  private final LanguageModel model;
  private final Optimizer optimizer;
  private final Kernels kernels;
  private final Tape tape;
  private final Tensor ids;
  private final Tensor targets;
  private final Leaf idLeaf;
  private final Leaf targetLeaf;
  private final Context context;
  private final Rng rng;
  private long steps;
  private double loss;

  /// @param stepSeconds of a step, the median
  /// @param fastestSeconds of the fastest step
  /// @param bytesPerStep what all threads allocate in a step, the mean
  /// @param loss of the last step
  public record Result(
      long parameters,
      int warmUpSteps,
      int steps,
      double stepSeconds,
      double fastestSeconds,
      int tokensPerStep,
      long bytesPerStep,
      double loss) {
    public double tokensPerSecond() {
      return tokensPerStep / stepSeconds;
    }
  }

  public TrainingBenchmark(BenchConfiguration configuration, Kernels kernels, long seed) {
    this.configuration = configuration;
    this.kernels = kernels;
    this.rng = new Rng(seed);
    this.model = LanguageModel.of(configuration.model(), kernels.type());
    model.parameters().allocate(kernels.type(), rng.split("parameters"));
    this.optimizer = new Optimizer(configuration.optimizer(), model.parameters(), kernels);
    this.tape = Tape.training(kernels, seed);
    Shape shape = Shape.of(configuration.batch(), configuration.length());
    this.ids = Tensor.zeros(Type.INT32, shape);
    this.targets = Tensor.zeros(Type.INT32, shape);
    this.idLeaf = Leaf.given("ids", ids);
    this.targetLeaf = Leaf.given("targets", targets);
    this.context = Context.of(configuration.length());
  }

  /// @param warmUpSeconds see [SteadyTimes#warmUp]
  /// @param count of the steps that are timed
  public Result run(double warmUpSeconds, int count) {
    int warmUp = SteadyTimes.warmUp(this::time, warmUpSeconds);
    long allocated = Allocation.bytes();
    SteadyTimes times = SteadyTimes.measure(this::time, count);
    allocated = Allocation.bytes() - allocated;
    return new Result(
        model.parameters().count(),
        warmUp,
        count,
        times.median(),
        times.fastest(),
        ids.size(),
        allocated / count,
        loss);
  }

  /// A step's seconds.
  private double time() {
    draw(ids);
    draw(targets);
    long start = System.nanoTime();
    step();
    return (System.nanoTime() - start) / 1e9;
  }

  private void draw(Tensor tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      tokens.set(i, rng.nextInt(configuration.model().vocabulary()));
    }
  }

  private void step() {
    tape.begin(steps++);
    LanguageModel.Loss result = model.loss(tape, idLeaf, targetLeaf, context, State.none(), 0);
    Gradients gradients = tape.backward(result.mean());
    double scale =
        configuration.clip() == 0
            ? 1
            : Optimizer.clip(gradients.norm(kernels), configuration.clip());
    optimizer.step(gradients, configuration.rate(), scale);
    loss = tape.tensor(result.mean()).get(0);
  }
}
