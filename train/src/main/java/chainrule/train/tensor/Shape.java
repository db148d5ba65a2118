package chainrule.train.tensor;

import chainrule.tokenize.io.BadSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The dimensions of a tensor, outermost first. Immutable; a scalar has none.
public record Shape(List<Dim> dims) {
  /// The longest array that every JVM can make.
  public static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
  }

  public static Shape of(int... sizes) {
    return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
  }

  public static Shape of(Dim... dims) {
    return new Shape(List.of(dims));
  }

  public int rank() {
    return dims.size();
  }

  /// @param axis from 0, or from -1 for the last
  public Dim dim(int axis) {
    return dims.get(axis < 0 ? axis + rank() : axis);
  }

  /// The known size along an axis.
  ///
  /// @param axis from 0, or from -1 for the last
  public int size(int axis) {
    if (dim(axis) instanceof Dim.Fixed fixed) {
      return fixed.size();
    }
    throw new IllegalStateException("dimension " + axis + " of " + this + " is not known yet");
  }

  public boolean isFixed() {
    return dims.stream().allMatch(Dim::isFixed);
  }

  /// How many numbers there are; more than one array holds is refused.
  public int elements() {
    long elements = span(0, rank());
    if (elements > MOST_ELEMENTS) {
      throw new BadSetting(
          "a tensor of shape %s has more than %,d elements, the most that one array holds"
              .formatted(this, MOST_ELEMENTS),
          "make the batch, the context or the model smaller");
    }
    return (int) elements;
  }

  /// The product of the sizes of the axes `from` (inclusive) to `to` (exclusive); at most
  /// `Long.MAX_VALUE`, where it would be more.
  public long span(int from, int to) {
    long product = 1;
    boolean tooLarge = false;
    for (int axis = from; axis < to; axis++) {
      int size = size(axis);
      if (size == 0) {
        return 0;
      }
      tooLarge |= Math.multiplyHigh(product, size) != 0 || product * size < 0;
      product *= size;
    }
    return tooLarge ? Long.MAX_VALUE : product;
  }

  /// The same shape with another size for one axis.
  public Shape with(int axis, Dim dim) {
    List<Dim> changed = new ArrayList<>(dims);
    changed.set(axis < 0 ? axis + rank() : axis, dim);
    return new Shape(changed);
  }

  public Shape with(int axis, int size) {
    return with(axis, Dim.of(size));
  }

  /// The axes `from` (inclusive) to `to` (exclusive).
  public Shape slice(int from, int to) {
    return new Shape(dims.subList(from, to));
  }

  /// These axes and then those of `inner`.
  public Shape then(Shape inner) {
    List<Dim> all = new ArrayList<>(dims);
    all.addAll(inner.dims);
    return new Shape(all);
  }

  @Override
  public String toString() {
    return dims.toString();
  }
}
