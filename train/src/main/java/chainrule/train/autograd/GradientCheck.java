package chainrule.train.autograd;

import chainrule.train.kernel.Kernels;
import chainrule.train.tensor.Rng;
import chainrule.train.tensor.Tensor;
import chainrule.train.tensor.Type;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/// Compares gradients with finite differences, in double precision: number by number, and along one
/// random direction through all of them at once. The difference quotient is the one of fourth
/// order, `(8·(f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h`.
///
/// A rectifier has a kink, and a quotient across it says nothing about the slope beside it. So
/// where one is off, smaller steps are tried, and the nearest quotient counts: a gradient that is
/// wrong is off by all of them.
public final class GradientCheck {
  private static final double[] STEPS = {1e-3, 1e-4, 1e-5, 1e-6};

  /// An error that no smaller step would be tried for.
  private static final double CLOSE = 1e-7;

  private final Tape analytic = Tape.training(Kernels.plain(Type.FLOAT64), 1);
  private final Tape numeric = Tape.training(Kernels.plain(Type.FLOAT64), 1);
  private final Function<Execution, Value> loss;
  private final List<? extends Leaf> leaves;

  /// @param loss a scalar made of the leaves (and of what else it likes), the same every time
  /// @param leaves tracked, of `FLOAT64`
  public GradientCheck(Function<Execution, Value> loss, List<? extends Leaf> leaves) {
    this.loss = loss;
    this.leaves = List.copyOf(leaves);
  }

  /// One number of one leaf, and its gradient twice.
  public record Place(String leaf, int element, double analytic, double numeric) {
    /// The difference in relation to the greater of both; gradients below `floor` count as `floor`.
    public double relativeError(double floor) {
      double size = Math.max(Math.max(Math.abs(analytic), Math.abs(numeric)), floor);
      double error = Math.abs(analytic - numeric) / size;
      return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s, element %d: analytic %.12g, numeric %.12g",
          leaf,
          element,
          analytic,
          numeric);
    }
  }

  /// What was found.
  ///
  /// @param checked how many numbers
  /// @param worst the one that is farthest off
  /// @param worstError its relative error
  /// @param directionalError that of the derivative along a random direction
  public record Report(long checked, Place worst, double worstError, double directionalError) {}

  /// How many numbers [#run] checks.
  public long places(int mostPerLeaf) {
    return leaves.stream().mapToLong(leaf -> Math.min(mostPerLeaf, leaf.shape().elements())).sum();
  }

  /// @param mostPerLeaf how many numbers of each leaf are checked: all, or so many at random
  /// @param onChecked called after each of them
  public Report run(int mostPerLeaf, Rng rng, Runnable onChecked) {
    analytic.begin(0);
    Gradients gradients = analytic.backward(loss.apply(analytic));
    double floor = 1e-3 * largest(gradients) + 1e-12;
    long checked = 0;
    Place worst = new Place("nothing", 0, 0, 0);
    for (Leaf leaf : leaves) {
      Tensor tensor = leaf.tensor();
      int count = Math.min(mostPerLeaf, tensor.size());
      for (int n = 0; n < count; n++) {
        int element = count == tensor.size() ? n : rng.nextInt(tensor.size());
        Tensor gradient = gradients.of(leaf);
        double slope = gradient.isGiven() ? gradient.get(element) : 0;
        Place place = place(leaf, element, slope, floor);
        if (checked == 0 || place.relativeError(floor) > worst.relativeError(floor)) {
          worst = place;
        }
        checked++;
        onChecked.run();
      }
    }
    return new Report(checked, worst, worst.relativeError(floor), directionalError(gradients, rng));
  }

  private double largest(Gradients gradients) {
    double largest = 0;
    for (Leaf leaf : leaves) {
      Tensor gradient = gradients.of(leaf);
      for (int i = 0; i < gradient.size(); i++) {
        largest = Math.max(largest, Math.abs(gradient.get(i)));
      }
    }
    return largest;
  }

  private Place place(Leaf leaf, int element, double slope, double floor) {
    Tensor tensor = leaf.tensor();
    double before = tensor.get(element);
    double scale = Math.max(1, Math.abs(before));
    Place nearest =
        nearest(
            scale,
            floor,
            distance -> {
              tensor.set(element, before + distance);
              return evaluate();
            },
            quotient -> new Place(leaf.name(), element, slope, quotient));
    tensor.set(element, before);
    return nearest;
  }

  /// The place with the difference quotient that is nearest to its gradient.
  private static Place nearest(
      double scale, double floor, Moved f, DoubleFunction<Place> withQuotient) {
    Place nearest = withQuotient.apply(quotient(STEPS[0] * scale, f));
    for (int i = 1; i < STEPS.length && nearest.relativeError(floor) > CLOSE; i++) {
      Place place = withQuotient.apply(quotient(STEPS[i] * scale, f));
      if (place.relativeError(floor) < nearest.relativeError(floor)) {
        nearest = place;
      }
    }
    return nearest;
  }

  private double directionalError(Gradients gradients, Rng rng) {
    List<Tensor> before = leaves.stream().map(leaf -> leaf.tensor().copy()).toList();
    List<Tensor> direction = leaves.stream().map(leaf -> leaf.tensor().copy()).toList();
    double expected = 0;
    double squares = 0;
    for (int n = 0; n < leaves.size(); n++) {
      Tensor gradient = gradients.of(leaves.get(n));
      for (int i = 0; i < direction.get(n).size(); i++) {
        double along = rng.nextGaussian();
        direction.get(n).set(i, along);
        squares += along * along;
        expected += gradient.isGiven() ? along * gradient.get(i) : 0;
      }
    }
    double length = Math.sqrt(squares);
    double floor = 1e-6 * norm(gradients) + 1e-12;
    double slope = expected / Math.max(length, 1e-300);
    Place nearest =
        nearest(
            1,
            floor,
            distance -> {
              for (int n = 0; n < before.size(); n++) {
                for (int i = 0; i < before.get(n).size(); i++) {
                  double moved = distance / length * direction.get(n).get(i);
                  leaves.get(n).tensor().set(i, before.get(n).get(i) + moved);
                }
              }
              return evaluate();
            },
            quotient -> new Place("all", 0, slope, quotient));
    for (int n = 0; n < before.size(); n++) {
      leaves.get(n).tensor().copyFrom(before.get(n));
    }
    return nearest.relativeError(floor);
  }

  private double norm(Gradients gradients) {
    double squares = 0;
    for (Leaf leaf : leaves) {
      Tensor gradient = gradients.of(leaf);
      for (int i = 0; i < gradient.size(); i++) {
        squares += gradient.get(i) * gradient.get(i);
      }
    }
    return Math.sqrt(squares);
  }

  private interface Moved {
    double at(double distance);
  }

  private static double quotient(double step, Moved f) {
    double near = f.at(step) - f.at(-step);
    double far = f.at(2 * step) - f.at(-2 * step);
    return (8 * near - far) / (12 * step);
  }

  private double evaluate() {
    numeric.begin(0);
    Value value = loss.apply(numeric);
    numeric.keep(value);
    numeric.forward();
    return numeric.tensor(value).get(0);
  }
}
