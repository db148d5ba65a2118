package chainrule.train.loop;

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
import java.util.Arrays;

/// Whole training steps, forward, backward, clipping and optimizer, on random tokens, timed one by
/// one. Making a batch is not timed.
public final class TrainingBenchmark {
  /// How far the medians of two neighbouring rounds may be apart once the virtual machine has
  /// compiled everything.
  private static final double STEADY = 0.03;

  private static final int ROUND = 5;

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

  /// Steps until their time stays the same, for `warmUpSeconds` at least (0 for none), then those
  /// that count.
  public Result run(double warmUpSeconds, int count) {
    int warmUp = 0;
    double before = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    while (warmUpSeconds > 0) {
      double now = median(times(ROUND));
      warmUp += ROUND;
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean steady = Math.abs(now - before) < STEADY * now;
      if ((seconds > warmUpSeconds && steady) || seconds > 4 * warmUpSeconds) {
        break;
      }
      before = now;
    }
    long allocated = Allocation.bytes();
    double[] seconds = times(count);
    allocated = Allocation.bytes() - allocated;
    return new Result(
        model.parameters().count(),
        warmUp,
        count,
        median(seconds),
        Arrays.stream(seconds).min().orElseThrow(),
        ids.size(),
        allocated / count,
        loss);
  }

  private double[] times(int count) {
    double[] seconds = new double[count];
    for (int i = 0; i < count; i++) {
      draw(ids);
      draw(targets);
      long start = System.nanoTime();
      step();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    return seconds;
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

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
