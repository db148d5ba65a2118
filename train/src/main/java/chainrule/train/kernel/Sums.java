package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Sums of a row in one fixed order, whatever the vector's length: place `i` is added to lane `i
/// mod 16`, then lanes 8 apart are added, 4 apart, 2 and 1. (`reduceLanes` promises no order and
/// has several.) Shorter vectors pass over the row for each group of lanes that they hold.
///
/// Vectors of all sixteen lanes never leave the method that sums them: where the compiler leaves a
/// method apart, a vector that it gives back is put into an object.
final class Sums {
  private static final int LANES = 16;
  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private Sums() {}

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(FLOATS, lane -> (lane + by) % COUNT);
  }

  /// `Σ x`.
  static float sum(float[] x, int at, int size) {
    return switch (COUNT) {
      case 16 -> {
        FloatVector sum = FloatVector.zero(FLOATS);
        int whole = Lanes.whole(size);
        for (int i = 0; i < whole; i += COUNT) {
          sum = sum.add(load(x, at + i));
        }
        if (whole == size) {
          yield tree(sum);
        }
        int left = size - whole;
        yield tree(sum.add(load(x, at + whole, left)));
      }
      case 8 -> tree(sumLanes(0, x, at, size).add(sumLanes(8, x, at, size)));
      default ->
          tree(
              sumLanes(0, x, at, size)
                  .add(sumLanes(8, x, at, size))
                  .add(sumLanes(4, x, at, size).add(sumLanes(12, x, at, size))));
    };
  }

  private static FloatVector sumLanes(int lane, float[] x, int at, int size) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int i = lane;
    for (; i <= size - COUNT; i += LANES) {
      sum = sum.add(load(x, at + i));
    }
    return i < size ? sum.add(load(x, at + i, size - i)) : sum;
  }

  /// `Σ (x - center)²`.
  static float squares(float[] x, int at, int size, float center) {
    return switch (COUNT) {
      case 16 -> {
        FloatVector sum = FloatVector.zero(FLOATS);
        int whole = Lanes.whole(size);
        for (int i = 0; i < whole; i += COUNT) {
          FloatVector apart = load(x, at + i).sub(center);
          sum = apart.fma(apart, sum);
        }
        if (whole == size) {
          yield tree(sum);
        }
        int left = size - whole;
        FloatVector apart = load(x, at + whole, left).sub(center).blend(0, beyond(left));
        yield tree(apart.fma(apart, sum));
      }
      case 8 ->
          tree(squaresLanes(0, x, at, size, center).add(squaresLanes(8, x, at, size, center)));
      default ->
          tree(
              squaresLanes(0, x, at, size, center)
                  .add(squaresLanes(8, x, at, size, center))
                  .add(
                      squaresLanes(4, x, at, size, center)
                          .add(squaresLanes(12, x, at, size, center))));
    };
  }

  private static FloatVector squaresLanes(int lane, float[] x, int at, int size, float center) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int i = lane;
    for (; i <= size - COUNT; i += LANES) {
      FloatVector apart = load(x, at + i).sub(center);
      sum = apart.fma(apart, sum);
    }
    if (i < size) {
      FloatVector apart = load(x, at + i, size - i).sub(center);
      apart = apart.blend(0, beyond(size - i));
      sum = apart.fma(apart, sum);
    }
    return sum;
  }

  /// `Σ a·b`.
  static float dot(float[] a, int aAt, float[] b, int bAt, int size) {
    return switch (COUNT) {
      case 16 -> {
        FloatVector sum = FloatVector.zero(FLOATS);
        int whole = Lanes.whole(size);
        for (int i = 0; i < whole; i += COUNT) {
          sum = load(a, aAt + i).fma(load(b, bAt + i), sum);
        }
        if (whole == size) {
          yield tree(sum);
        }
        int left = size - whole;
        yield tree(load(a, aAt + whole, left).fma(load(b, bAt + whole, left), sum));
      }
      case 8 -> tree(dotLanes(0, a, aAt, b, bAt, size).add(dotLanes(8, a, aAt, b, bAt, size)));
      default ->
          tree(
              dotLanes(0, a, aAt, b, bAt, size)
                  .add(dotLanes(8, a, aAt, b, bAt, size))
                  .add(dotLanes(4, a, aAt, b, bAt, size).add(dotLanes(12, a, aAt, b, bAt, size))));
    };
  }

  private static FloatVector dotLanes(int lane, float[] a, int aAt, float[] b, int bAt, int size) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int i = lane;
    for (; i <= size - COUNT; i += LANES) {
      sum = load(a, aAt + i).fma(load(b, bAt + i), sum);
    }
    return i < size ? load(a, aAt + i, size - i).fma(load(b, bAt + i, size - i), sum) : sum;
  }

  /// `Σ a·w·(b - center)`.
  static float weighted(
      float[] a, int aAt, float[] w, int wAt, float[] b, int bAt, int size, float center) {
    return switch (COUNT) {
      case 16 -> {
        FloatVector sum = FloatVector.zero(FLOATS);
        int whole = Lanes.whole(size);
        for (int i = 0; i < whole; i += COUNT) {
          FloatVector weighted = load(a, aAt + i).mul(load(w, wAt + i));
          sum = load(b, bAt + i).sub(center).fma(weighted, sum);
        }
        if (whole == size) {
          yield tree(sum);
        }
        int left = size - whole;
        FloatVector weighted = load(a, aAt + whole, left).mul(load(w, wAt + whole, left));
        yield tree(load(b, bAt + whole, left).sub(center).fma(weighted, sum));
      }
      case 8 ->
          tree(
              weightedLanes(0, a, aAt, w, wAt, b, bAt, size, center)
                  .add(weightedLanes(8, a, aAt, w, wAt, b, bAt, size, center)));
      default ->
          tree(
              weightedLanes(0, a, aAt, w, wAt, b, bAt, size, center)
                  .add(weightedLanes(8, a, aAt, w, wAt, b, bAt, size, center))
                  .add(
                      weightedLanes(4, a, aAt, w, wAt, b, bAt, size, center)
                          .add(weightedLanes(12, a, aAt, w, wAt, b, bAt, size, center))));
    };
  }

  private static FloatVector weightedLanes(
      int lane,
      float[] a,
      int aAt,
      float[] w,
      int wAt,
      float[] b,
      int bAt,
      int size,
      float center) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int i = lane;
    for (; i <= size - COUNT; i += LANES) {
      sum = load(b, bAt + i).sub(center).fma(load(a, aAt + i).mul(load(w, wAt + i)), sum);
    }
    if (i < size) {
      int left = size - i;
      FloatVector weighted = load(a, aAt + i, left).mul(load(w, wAt + i, left));
      sum = load(b, bAt + i, left).sub(center).fma(weighted, sum);
    }
    return sum;
  }

  /// Puts `e^(x - shift)`, which are at most 1, to `y`, which may be `x`, and returns their sum.
  static float exponentials(float shift, float[] x, int at, float[] y, int yAt, int size) {
    return switch (COUNT) {
      case 16 -> {
        FloatVector less = FloatVector.broadcast(FLOATS, shift);
        FloatVector sum = FloatVector.zero(FLOATS);
        int whole = Lanes.whole(size);
        for (int i = 0; i < whole; i += COUNT) {
          FloatVector e = VectorFunctions.expOfNegative(load(x, at + i).sub(less));
          e.intoArray(y, yAt + i);
          sum = sum.add(e);
        }
        if (whole == size) {
          yield tree(sum);
        }
        int left = size - whole;
        FloatVector e =
            VectorFunctions.expOfNegative(load(x, at + whole, left).sub(less))
                .blend(0, beyond(left));
        Lanes.store(e, y, yAt + whole, left);
        yield tree(sum.add(e));
      }
      case 8 ->
          tree(
              exponentialsLanes(0, shift, x, at, y, yAt, size)
                  .add(exponentialsLanes(8, shift, x, at, y, yAt, size)));
      default ->
          tree(
              exponentialsLanes(0, shift, x, at, y, yAt, size)
                  .add(exponentialsLanes(8, shift, x, at, y, yAt, size))
                  .add(
                      exponentialsLanes(4, shift, x, at, y, yAt, size)
                          .add(exponentialsLanes(12, shift, x, at, y, yAt, size))));
    };
  }

  private static FloatVector exponentialsLanes(
      int lane, float shift, float[] x, int at, float[] y, int yAt, int size) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int i = lane;
    for (; i <= size - COUNT; i += LANES) {
      FloatVector e = VectorFunctions.expOfNegative(load(x, at + i).sub(shift));
      e.intoArray(y, yAt + i);
      sum = sum.add(e);
    }
    if (i < size) {
      int left = size - i;
      FloatVector e = VectorFunctions.expOfNegative(load(x, at + i, left).sub(shift));
      e = e.blend(0, beyond(left));
      Lanes.store(e, y, yAt + i, left);
      sum = sum.add(e);
    }
    return sum;
  }

  /// `Σ e^(x - shift)`, where no `x` is above `shift`.
  static float exponentials(float shift, float[] x, int at, int size) {
    return switch (COUNT) {
      case 16 -> tree(exponentialsLanes(0, shift, x, at, size));
      case 8 ->
          tree(
              exponentialsLanes(0, shift, x, at, size)
                  .add(exponentialsLanes(8, shift, x, at, size)));
      default ->
          tree(
              exponentialsLanes(0, shift, x, at, size)
                  .add(exponentialsLanes(8, shift, x, at, size))
                  .add(
                      exponentialsLanes(4, shift, x, at, size)
                          .add(exponentialsLanes(12, shift, x, at, size))));
    };
  }

  private static FloatVector exponentialsLanes(int lane, float shift, float[] x, int at, int size) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int i = lane;
    for (; i <= size - COUNT; i += LANES) {
      sum = sum.add(VectorFunctions.expOfNegative(load(x, at + i).sub(shift)));
    }
    if (i < size) {
      FloatVector e = VectorFunctions.expOfNegative(load(x, at + i, size - i).sub(shift));
      sum = sum.add(e.blend(0, beyond(size - i)));
    }
    return sum;
  }

  /// The greatest number; `-∞` where there is none. NaN is passed by, and of two zeros either may
  /// be given. (`FloatVector.max`, which knows better, takes several times as long.) Two at a time,
  /// since each comparison waits for the one before.
  static float max(float[] x, int at, int size) {
    FloatVector even = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector odd = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= size - 2 * COUNT; i += 2 * COUNT) {
      even = greater(even, load(x, at + i));
      odd = greater(odd, load(x, at + i + COUNT));
    }
    for (; i <= size - COUNT; i += COUNT) {
      even = greater(even, load(x, at + i));
    }
    float result = greater(even, odd).reduceLanes(VectorOperators.MAX);
    for (; i < size; i++) {
      result = x[at + i] > result ? x[at + i] : result;
    }
    return result;
  }

  private static FloatVector greater(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  /// The lanes that `left` numbers do not fill.
  private static VectorMask<Float> beyond(int left) {
    return FLOATS.indexInRange(0, left).not();
  }

  private static float tree(FloatVector lanes) {
    FloatVector sum = lanes;
    if (COUNT == 16) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (COUNT >= 8) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    sum = sum.add(sum.rearrange(BY_2));
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }
}
