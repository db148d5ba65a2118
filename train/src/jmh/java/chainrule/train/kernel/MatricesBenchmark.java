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
    "768,128,128,--",
    "768,512,128,--",
    "768,128,512,-t",
    "128,512,768,t-",
    "4096,1536,384,--",
    "768,1,128,--",
    "768,7,128,--",
    "768,64,128,--",
    "768,65,128,--",
    "64,64,64,--",
    "65,65,65,--",
    "64,64,32768,--",
    "65,65,33278,--",
    "32768,64,64,--",
    "33278,65,65,--",
    "32768,64,8,--",
    "33278,65,7,--",
    "1,512,512,--",
    "7,512,512,--",
    "64,512,512,--",
    "65,512,512,--",
    "700,33278,200,--",
    "700,33280,200,--"
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
    String[] parts = product.split(",", -1);
    int[] sizes = Arrays.stream(parts, 0, 3).mapToInt(Integer::parseInt).toArray();
    rows = sizes[0];
    columns = sizes[1];
    inner = sizes[2];
    leftTurned = parts[3].charAt(0) == 't';
    rightTurned = parts[3].charAt(1) == 't';
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
