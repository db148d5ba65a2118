package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What stands between the matrix products of a small Transformer: 12 sequences of 64, 128 wide, 4
/// heads, 65 tokens; and an optimizer's step over its 800,000 parameters.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LayersBenchmark {
  private static final int BATCH = 12;
  private static final int TIME = 64;
  private static final int WIDTH = 128;
  private static final int HIDDEN = 512;
  private static final int HEADS = 4;
  private static final int WORDS = 65;
  private static final int ROWS = BATCH * TIME;
  private static final int PARAMETERS = 800_000;
  private static final AttentionShape CAUSAL =
      new AttentionShape(
          BATCH,
          HEADS,
          HEADS,
          TIME,
          TIME,
          WIDTH / HEADS,
          WIDTH / HEADS,
          1 / Math.sqrt(WIDTH / HEADS),
          true,
          0,
          0);

  private Tensor hidden;
  private Tensor active;
  private Tensor x;
  private Tensor y;
  private Tensor dy;
  private Tensor q;
  private Tensor k;
  private Tensor v;
  private Tensor logSumExp;
  private Tensor weight;
  private Tensor mean;
  private Tensor scale;
  private Tensor logits;
  private Tensor loss;
  private Tensor targets;
  private Tensor parameters;
  private Tensor gradient;
  private Tensor first;
  private Tensor second;
  private Target[] slopes;

  @Setup
  public void make(FastKernels fast) {
    hidden = fast.random(ROWS, HIDDEN);
    active = fast.random(ROWS, HIDDEN);
    x = fast.random(ROWS, WIDTH);
    y = fast.random(ROWS, WIDTH);
    dy = fast.random(ROWS, WIDTH);
    q = fast.random(ROWS, WIDTH);
    k = fast.random(ROWS, WIDTH);
    v = fast.random(ROWS, WIDTH);
    logSumExp = fast.random(BATCH, HEADS, TIME);
    weight = fast.random(WIDTH);
    mean = fast.random(ROWS);
    scale = fast.random(ROWS);
    logits = fast.random(ROWS, WORDS);
    loss = fast.random(ROWS);
    targets = fast.ids(WORDS, ROWS);
    parameters = fast.random(PARAMETERS);
    gradient = fast.random(PARAMETERS);
    first = fast.random(PARAMETERS);
    second = fast.random(PARAMETERS);
    second.fill(1);
    slopes = new Target[3];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = Target.set(fast.random(ROWS, WIDTH));
    }
    attention(fast);
  }

  @Benchmark
  public void gelu(FastKernels fast) {
    fast.kernels.elementwise().map(Unary.GELU, hidden, active);
  }

  @Benchmark
  public void geluBackward(FastKernels fast) {
    fast.kernels.elementwise().mapBackward(Unary.GELU, hidden, active, active, Target.set(active));
  }

  @Benchmark
  public void layerNorm(FastKernels fast) {
    fast.kernels.norms().layer(ROWS, WIDTH, 1e-5, x, weight, Tensor.NONE, y, mean, scale);
  }

  @Benchmark
  public void layerNormBackward(FastKernels fast) {
    fast.kernels
        .norms()
        .layerBackward(
            ROWS, WIDTH, x, weight, mean, scale, dy, slopes[0], Target.NONE, Target.NONE);
  }

  @Benchmark
  public void attention(FastKernels fast) {
    fast.kernels.attention().forward(CAUSAL, q, k, v, Tensor.NONE, Tensor.NONE, y, logSumExp);
  }

  @Benchmark
  public void attentionBackward(FastKernels fast) {
    fast.kernels
        .attention()
        .backward(
            CAUSAL,
            q,
            k,
            v,
            Tensor.NONE,
            Tensor.NONE,
            y,
            logSumExp,
            dy,
            slopes[0],
            slopes[1],
            slopes[2]);
  }

  @Benchmark
  public void crossEntropy(FastKernels fast) {
    fast.kernels.losses().crossEntropy(ROWS, WORDS, 0, logits, targets, loss, scale);
  }

  @Benchmark
  public void adamW(FastKernels fast) {
    fast.kernels
        .updates()
        .adamW(1e-9, 0.9, 0.99, 1e-8, 0.1, 100, 1, parameters, gradient, first, second);
  }
}
