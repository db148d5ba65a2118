package chainrule.train.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Runs one piece of work with the plain kernels and with the fast ones on one, two and five
/// threads, from the same random numbers: the fast results are near the plain ones, and the same
/// bits as each other.
final class Twins {
  private final Rng random;
  private final List<Tensor> results = new ArrayList<>();

  private Twins(long seed) {
    random = new Rng(seed);
  }

  /// Results that are much smaller than the numbers they were made from, which are of the order of
  /// one, are what is left of sums that cancel; their last digits say nothing.
  private static final double CANCELLED = 1e-2;

  /// @param tolerance how far results may be apart, relative to the greatest of the plain ones
  static void agree(double tolerance, BiConsumer<Kernels, Twins> work) {
    List<Tensor> plain = results(Kernels.plain(Type.FLOAT32), work);
    List<Tensor> first = List.of();
    for (int threads : new int[] {1, 2, 5}) {
      try (Parallel parallel = new Parallel(threads)) {
        List<Tensor> fast = results(Kernels.fast(parallel), work);
        for (int n = 0; n < plain.size(); n++) {
          if (first.isEmpty()) {
            near("result " + n, tolerance, plain.get(n), fast.get(n));
          } else {
            same("result " + n + " on " + threads + " threads", first.get(n), fast.get(n));
          }
        }
        first = fast;
      }
    }
  }

  private static List<Tensor> results(Kernels kernels, BiConsumer<Kernels, Twins> work) {
    Twins twins = new Twins(20261121);
    work.accept(kernels, twins);
    return twins.results;
  }

  private static void near(String what, double tolerance, Tensor plain, Tensor fast) {
    double greatest = CANCELLED;
    boolean isCompared = plain.size() == 0;
    for (int i = 0; i < plain.size(); i++) {
      isCompared |= !Double.isNaN(plain.get(i));
      if (Double.isFinite(plain.get(i))) {
        greatest = Math.max(greatest, Math.abs(plain.get(i)));
      }
    }
    assertTrue(isCompared, () -> what + " is no number anywhere");
    for (int i = 0; i < plain.size(); i++) {
      double expected = plain.get(i);
      double actual = fast.get(i);
      int place = i;
      assertTrue(
          Double.compare(expected, actual) == 0
              || Math.abs(expected - actual) <= tolerance * greatest,
          () -> what + " at " + place + " of " + plain.shape() + ": " + expected + ", " + actual);
    }
  }

  private static void same(String what, Tensor one, Tensor other) {
    for (int i = 0; i < one.size(); i++) {
      assertEquals(
          Double.doubleToLongBits(one.get(i)), Double.doubleToLongBits(other.get(i)), what);
    }
  }

  /// Normal random numbers, in the midst of an array.
  Tensor random(int... sizes) {
    Tensor numbers = room(sizes);
    for (int i = 0; i < numbers.size(); i++) {
      numbers.set(i, random.nextGaussian());
    }
    return numbers;
  }

  Tensor ids(int bound, int... sizes) {
    Tensor ids = Tensor.zeros(Type.INT32, Shape.of(sizes));
    for (int i = 0; i < ids.size(); i++) {
      ids.set(i, random.nextInt(bound));
    }
    return ids;
  }

  /// A tensor whose numbers a kernel is to overwrite: NaN before.
  Tensor room(int... sizes) {
    Shape shape = Shape.of(sizes);
    Tensor whole = Tensor.zeros(Type.FLOAT32, Shape.of(shape.elements() + 20));
    whole.fill(Double.NaN);
    return Tensor.over(whole.floats(), 12, shape);
  }

  /// Compares this tensor at the end.
  Tensor result(Tensor tensor) {
    results.add(tensor);
    return tensor;
  }
}
