package chainrule.train.tensor;

import java.util.Arrays;

/// Numbers in a shape, row by row in one stretch of an array. It knows nothing of gradients;
/// several tensors may lie in one array, and views share their numbers. Not for use by several
/// threads, except that kernels write disjoint parts.
public final class Tensor {
  /// Stands for a tensor that was not given or is not wanted.
  public static final Tensor NONE = new Tensor(Type.FLOAT32, new float[0], 0, Shape.of(0));

  private final Type type;
  private final Object array; // float[], double[] or int[], as the type says
  private final int offset;
  private final Shape shape;
  private final int size;

  private Tensor(Type type, Object array, int offset, Shape shape) {
    this.type = type;
    this.array = array;
    this.offset = offset;
    this.shape = shape;
    this.size = shape.elements();
  }

  public static Tensor zeros(Type type, Shape shape) {
    return new Tensor(type, type.array(shape.elements()), 0, shape);
  }

  public static Tensor of(Shape shape, float... numbers) {
    return over(numbers, 0, shape);
  }

  public static Tensor of(Shape shape, double... numbers) {
    return over(numbers, 0, shape);
  }

  public static Tensor of(Shape shape, int... numbers) {
    return over(numbers, 0, shape);
  }

  /// A tensor in a part of an array that it shares.
  public static Tensor over(float[] array, int offset, Shape shape) {
    return inside(Type.FLOAT32, array, array.length, offset, shape);
  }

  public static Tensor over(double[] array, int offset, Shape shape) {
    return inside(Type.FLOAT64, array, array.length, offset, shape);
  }

  public static Tensor over(int[] array, int offset, Shape shape) {
    return inside(Type.INT32, array, array.length, offset, shape);
  }

  private static Tensor inside(Type type, Object array, int length, int offset, Shape shape) {
    if (offset < 0 || offset > length - shape.elements()) {
      throw new IllegalArgumentException(
          "%s at %d does not lie in an array of %d".formatted(shape, offset, length));
    }
    return new Tensor(type, array, offset, shape);
  }

  public Type type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  /// How many numbers there are.
  public int size() {
    return size;
  }

  /// Where in the array the first number stands.
  public int offset() {
    return offset;
  }

  /// Whether this is more than [#NONE].
  public boolean isGiven() {
    return this != NONE;
  }

  /// The array in which the numbers lie, from [#offset] on.
  public float[] floats() {
    return (float[]) array;
  }

  public double[] doubles() {
    return (double[]) array;
  }

  public int[] ints() {
    return (int[]) array;
  }

  /// The number at a place counted row by row, whatever the type.
  public double get(int index) {
    return switch (type) {
      case FLOAT32 -> ((float[]) array)[offset + index];
      case FLOAT64 -> ((double[]) array)[offset + index];
      case INT32 -> ((int[]) array)[offset + index];
    };
  }

  /// The integer at a place of an `INT32` tensor.
  public int id(int index) {
    return ((int[]) array)[offset + index];
  }

  public void set(int index, double number) {
    switch (type) {
      case FLOAT32 -> ((float[]) array)[offset + index] = (float) number;
      case FLOAT64 -> ((double[]) array)[offset + index] = number;
      case INT32 -> ((int[]) array)[offset + index] = (int) number;
    }
  }

  public void fill(double number) {
    switch (type) {
      case FLOAT32 -> Arrays.fill((float[]) array, offset, offset + size, (float) number);
      case FLOAT64 -> Arrays.fill((double[]) array, offset, offset + size, number);
      case INT32 -> Arrays.fill((int[]) array, offset, offset + size, (int) number);
    }
  }

  /// The same numbers in another shape of as many elements.
  public Tensor view(Shape other) {
    if (other.elements() != size) {
      throw new IllegalArgumentException(shape + " cannot be seen as " + other);
    }
    return new Tensor(type, array, offset, other);
  }

  /// Some of the same numbers, from the place `start` on.
  public Tensor part(int start, Shape other) {
    if (start < 0 || start > size - other.elements()) {
      throw new IllegalArgumentException(
          "%s from %d on does not lie in %s".formatted(other, start, shape));
    }
    return new Tensor(type, array, offset + start, other);
  }

  /// Whether both lie at the same place of the same array.
  @SuppressWarnings("ReferenceEquality") // the same array is meant
  public boolean sharesPlaceWith(Tensor other) {
    return array == other.array && offset == other.offset;
  }

  /// Copies all numbers from a tensor of the same size, whatever its type.
  public void copyFrom(Tensor other) {
    if (other.size != size) {
      throw new IllegalArgumentException("cannot copy " + other.shape + " into " + shape);
    }
    if (other.type == type) {
      System.arraycopy(other.array, other.offset, array, offset, size);
    } else {
      for (int i = 0; i < size; i++) {
        set(i, other.get(i));
      }
    }
  }

  /// The same numbers in an array of their own.
  public Tensor copy() {
    return as(type);
  }

  /// The same numbers as another type, in an array of their own.
  public Tensor as(Type other) {
    Tensor copy = zeros(other, shape);
    copy.copyFrom(this);
    return copy;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type + " " + shape);
    for (int i = 0; i < Math.min(size, 8); i++) {
      text.append(i == 0 ? ": " : ", ").append((float) get(i));
    }
    return text + (size > 8 ? ", …" : "");
  }
}
