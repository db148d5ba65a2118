package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Matrix products of sizes that models have, round ones beside awkward ones. `flops` is what
/// counts: floating-point operations per second.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MatricesBenchmark {
  /// Rows, columns and inner size; `t` where the left or the right side is turned.
  @Param({
    "768x128x128--",
    "768x512x128--",
    "768x128x512-t",
    "128x512x768t-",
    "4096x1536x384--",
    "768x1x128--",
    "768x7x128--",
    "768x64x128--",
    "768x65x128--",
    "64x64x64--",
    "65x65x65--",
    "64x64x32768--",
    "65x65x33278--",
    "32768x64x64--",
    "33278x65x65--",
    "32768x64x8--",
    "33278x65x7--",
    "1x512x512--",
    "7x512x512--",
    "64x512x512--",
    "65x512x512--",
    "700x33278x200--",
    "700x33280x200--"
  })
  public String product;

  private int rows;
  private int columns;
  private int inner;
  private boolean leftTurned;
  private boolean rightTurned;
  private Tensor a;
  private Tensor b;
  private Target c;

  @Setup
  public void make(FastKernels fast) {
    String sides = product.substring(product.length() - 2);
    String[] parts = product.substring(0, product.length() - 2).split("x");
    int[] sizes = Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
    rows = sizes[0];
    columns = sizes[1];
    inner = sizes[2];
    leftTurned = sides.charAt(0) == 't';
    rightTurned = sides.charAt(1) == 't';
    a = fast.random(rows, inner);
    b = fast.random(inner, columns);
    c = Target.set(fast.random(rows, columns));
  }

  /// What one call computes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    public double flops;

    @Setup(Level.Iteration)
    public void clear() {
      flops = 0;
    }
  }

  @Benchmark
  public void multiply(FastKernels fast, Work work) {
    fast.kernels.matrices().multiply(1, rows, columns, inner, a, leftTurned, b, rightTurned, c);
    work.flops += 2.0 * rows * columns * inner;
  }
}
