package chainrule.train.kernel;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The kernels that benchmarks call, and random tensors for them.
@State(Scope.Benchmark)
public class FastKernels {
  @Param({"1", "2"})
  public int threads;

  Kernels kernels;
  private Parallel parallel;
  private final Rng random = new Rng(20261121);

  @Setup
  public void start() {
    parallel = new Parallel(threads);
    kernels = Kernels.fast(parallel);
  }

  @TearDown
  public void stop() {
    parallel.close();
  }

  Tensor random(int... sizes) {
    Tensor tensor = Tensor.zeros(Type.FLOAT32, Shape.of(sizes));
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, random.nextGaussian());
    }
    return tensor;
  }

  Tensor ids(int bound, int count) {
    Tensor ids = Tensor.zeros(Type.INT32, Shape.of(count));
    for (int i = 0; i < count; i++) {
      ids.set(i, random.nextInt(bound));
    }
    return ids;
  }
}
