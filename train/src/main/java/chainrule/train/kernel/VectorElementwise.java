package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.INTS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;
import static chainrule.train.kernel.Lanes.store;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Shape;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Functions of numbers, a vector at a time.
final class VectorElementwise implements Elementwise {
  private static final IntVector PLACES = IntVector.zero(INTS).addIndex(1);
  private static final int COSTLY = 4; // a function's time in that of a sum

  private final Parallel parallel;

  VectorElementwise(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public void map(Unary f, Tensor x, Tensor y) {
    float[] from = x.floats();
    float[] to = y.floats();
    Spans.run(
        parallel,
        x.size(),
        COSTLY,
        (start, end) -> map(f, from, x.offset() + start, to, y.offset() + start, end - start));
  }

  private static void map(Unary f, float[] x, int at, float[] y, int yAt, int size) {
    int i = 0;
    for (; i <= size - COUNT; i += COUNT) {
      VectorFunctions.apply(f, load(x, at + i)).intoArray(y, yAt + i);
    }
    if (i < size) {
      int left = size - i;
      store(VectorFunctions.apply(f, load(x, at + i, left)), y, yAt + i, left);
    }
  }

  @Override
  public void mapBackward(Unary f, Tensor x, Tensor y, Tensor dy, Target dx) {
    // What is not read need not be there.
    Tensor argument = f.readsArgument() ? x : dy;
    Tensor result = f.readsResult() ? y : dy;
    Spans.run(
        parallel,
        dy.size(),
        COSTLY,
        (start, end) -> slopes(f, argument, result, dy, dx, start, end));
  }

  private static void slopes(
      Unary f, Tensor x, Tensor y, Tensor dy, Target dx, int start, int end) {
    float[] argument = x.floats();
    float[] result = y.floats();
    float[] slope = dy.floats();
    float[] to = dx.tensor().floats();
    int at = x.offset();
    int resultAt = y.offset();
    int slopeAt = dy.offset();
    int toAt = dx.tensor().offset();
    int i = start;
    for (; i <= end - COUNT; i += COUNT) {
      FloatVector derivative =
          VectorFunctions.derivative(f, load(argument, at + i), load(result, resultAt + i));
      put(dx.adds(), derivative.mul(load(slope, slopeAt + i)), to, toAt + i);
    }
    if (i < end) {
      int left = end - i;
      FloatVector derivative =
          VectorFunctions.derivative(
              f, load(argument, at + i, left), load(result, resultAt + i, left));
      put(dx.adds(), derivative.mul(load(slope, slopeAt + i, left)), to, toAt + i, left);
    }
  }

  /// Rows as long as both operands run on, or stand still, together.
  @Override
  public void combine(Binary f, Tensor a, Tensor b, Target c) {
    Shape shape = c.tensor().shape();
    int[] aStrides = strides(a.shape(), shape);
    int[] bStrides = strides(b.shape(), shape);
    int axis = shape.rank();
    int inner = 1;
    boolean aMoves = a.size() > 1;
    boolean bMoves = b.size() > 1;
    while (axis > 0) {
      int size = shape.size(axis - 1);
      boolean aHere = aStrides[axis - 1] != 0;
      boolean bHere = bStrides[axis - 1] != 0;
      if (size > 1) {
        if (inner == 1) {
          aMoves = aHere;
          bMoves = bHere;
        } else if (aHere != aMoves || bHere != bMoves) {
          break;
        }
      }
      inner *= size;
      axis--;
    }
    int outerAxes = axis;
    int width = inner;
    int outer = width == 0 ? 0 : c.tensor().size() / width;
    boolean aStep = aMoves;
    boolean bStep = bMoves;
    if (outer == 1) {
      Spans.run(
          parallel,
          width,
          1,
          (start, end) ->
              combineRow(
                  f,
                  a,
                  aStep ? start : 0,
                  aStep,
                  b,
                  bStep ? start : 0,
                  bStep,
                  c,
                  start,
                  end - start));
    } else {
      Spans.run(
          parallel,
          outer,
          width,
          (start, end) -> {
            for (int row = start; row < end; row++) {
              int aAt = place(row, shape, outerAxes, aStrides);
              int bAt = place(row, shape, outerAxes, bStrides);
              combineRow(f, a, aAt, aStep, b, bAt, bStep, c, row * width, width);
            }
          });
    }
  }

  private static void combineRow(
      Binary f,
      Tensor a,
      int aAt,
      boolean aStep,
      Tensor b,
      int bAt,
      boolean bStep,
      Target c,
      int cAt,
      int width) {
    float[] left = a.floats();
    float[] right = b.floats();
    float[] to = c.tensor().floats();
    int leftAt = a.offset() + aAt;
    int rightAt = b.offset() + bAt;
    int toAt = c.tensor().offset() + cAt;
    int i = 0;
    for (; i <= width - COUNT; i += COUNT) {
      FloatVector x = aStep ? load(left, leftAt + i) : FloatVector.broadcast(FLOATS, left[leftAt]);
      FloatVector y =
          bStep ? load(right, rightAt + i) : FloatVector.broadcast(FLOATS, right[rightAt]);
      FloatVector result =
          switch (f) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.sub(y);
            case MULTIPLY -> x.mul(y);
            case DIVIDE -> x.div(y);
          };
      put(c.adds(), result, to, toAt + i);
    }
    for (; i < width; i++) {
      float x = left[aStep ? leftAt + i : leftAt];
      float y = right[bStep ? rightAt + i : rightAt];
      float result =
          switch (f) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
          };
      to[toAt + i] = c.adds() ? to[toAt + i] + result : result;
    }
  }

  /// How far apart neighbours along each axis of `result` lie in `operand`: 0 where it is
  /// stretched.
  private static int[] strides(Shape operand, Shape result) {
    int[] strides = new int[result.rank()];
    int stride = 1;
    for (int axis = 1; axis <= operand.rank(); axis++) {
      int size = operand.size(-axis);
      strides[result.rank() - axis] = size == 1 ? 0 : stride;
      stride *= size;
    }
    return strides;
  }

  private static int place(int row, Shape shape, int axes, int[] strides) {
    int place = 0;
    for (int axis = axes - 1, rest = row; axis >= 0; axis--) {
      place += rest % shape.size(axis) * strides[axis];
      rest /= shape.size(axis);
    }
    return place;
  }

  @Override
  public void scale(double factor, Tensor x, Target y) {
    float[] from = x.floats();
    float[] to = y.tensor().floats();
    int at = y.tensor().offset();
    Spans.run(
        parallel,
        x.size(),
        1,
        (start, end) -> {
          int i = start;
          for (; i <= end - COUNT; i += COUNT) {
            put(y.adds(), load(from, x.offset() + i).mul((float) factor), to, at + i);
          }
          for (; i < end; i++) {
            float scaled = from[x.offset() + i] * (float) factor;
            to[at + i] = y.adds() ? to[at + i] + scaled : scaled;
          }
        });
  }

  @Override
  public void gate(Unary f, Tensor a, Tensor b, Tensor y) {
    float[] gate = a.floats();
    float[] gated = b.floats();
    float[] to = y.floats();
    Spans.run(
        parallel,
        y.size(),
        COSTLY,
        (start, end) -> {
          int i = start;
          for (; i <= end - COUNT; i += COUNT) {
            FloatVector open = VectorFunctions.apply(f, load(gate, a.offset() + i));
            open.mul(load(gated, b.offset() + i)).intoArray(to, y.offset() + i);
          }
          if (i < end) {
            int left = end - i;
            FloatVector open = VectorFunctions.apply(f, load(gate, a.offset() + i, left));
            store(open.mul(load(gated, b.offset() + i, left)), to, y.offset() + i, left);
          }
        });
  }

  @Override
  public void gateBackward(Unary f, Tensor a, Tensor b, Tensor dy, Target da, Target db) {
    Spans.run(
        parallel, dy.size(), COSTLY, (start, end) -> gateSlopes(f, a, b, dy, da, db, start, end));
  }

  private static void gateSlopes(
      Unary f, Tensor a, Tensor b, Tensor dy, Target da, Target db, int start, int end) {
    float[] gate = a.floats();
    float[] gated = b.floats();
    float[] slope = dy.floats();
    float[] dGate = da.tensor().floats();
    float[] dGated = db.tensor().floats();
    int gateAt = a.offset();
    int gatedAt = b.offset();
    int slopeAt = dy.offset();
    int i = start;
    for (; i <= end - COUNT; i += COUNT) {
      FloatVector x = load(gate, gateAt + i);
      FloatVector open = VectorFunctions.apply(f, x);
      FloatVector dResult = load(slope, slopeAt + i);
      FloatVector dOpen = dResult.mul(load(gated, gatedAt + i));
      if (da.isWanted()) {
        FloatVector derivative = VectorFunctions.derivative(f, x, open);
        put(da.adds(), dOpen.mul(derivative), dGate, da.tensor().offset() + i);
      }
      if (db.isWanted()) {
        put(db.adds(), dResult.mul(open), dGated, db.tensor().offset() + i);
      }
    }
    if (i < end) {
      int left = end - i;
      FloatVector x = load(gate, gateAt + i, left);
      FloatVector open = VectorFunctions.apply(f, x);
      FloatVector dResult = load(slope, slopeAt + i, left);
      FloatVector dOpen = dResult.mul(load(gated, gatedAt + i, left));
      if (da.isWanted()) {
        FloatVector derivative = VectorFunctions.derivative(f, x, open);
        put(da.adds(), dOpen.mul(derivative), dGate, da.tensor().offset() + i, left);
      }
      if (db.isWanted()) {
        put(db.adds(), dResult.mul(open), dGated, db.tensor().offset() + i, left);
      }
    }
  }

  @Override
  public void dropout(double rate, long key, Tensor x, Target y) {
    float[] from = x.floats();
    float[] to = y.tensor().floats();
    int at = y.tensor().offset();
    float factor = (float) (1 / (1 - rate));
    int threshold = DropoutMask.threshold(rate);
    Spans.run(
        parallel,
        x.size(),
        2,
        (start, end) -> {
          int i = start;
          for (; i <= end - COUNT; i += COUNT) {
            FloatVector kept = load(from, x.offset() + i).mul(factor);
            put(y.adds(), kept.blend(0, drops(key, i, threshold)), to, at + i);
          }
          if (i < end) {
            int left = end - i;
            FloatVector kept = load(from, x.offset() + i, left).mul(factor);
            put(y.adds(), kept.blend(0, drops(key, i, threshold)), to, at + i, left);
          }
        });
  }

  /// Which of the places from `place` on [DropoutMask#keeps] does not keep.
  static VectorMask<Float> drops(long key, int place, int threshold) {
    IntVector bits = PLACES.add(place).mul(0x9E3779B9).add((int) key);
    bits = mix(mix(bits).add((int) (key >>> 32)));
    return bits.compare(VectorOperators.ULT, threshold).cast(FLOATS);
  }

  private static IntVector mix(IntVector bits) { // as Rng.bits mixes
    IntVector mixed = bits.lanewise(VectorOperators.XOR, bits.lanewise(VectorOperators.LSHR, 16));
    mixed = mixed.mul(0x85EBCA6B);
    mixed = mixed.lanewise(VectorOperators.XOR, mixed.lanewise(VectorOperators.LSHR, 13));
    mixed = mixed.mul(0xC2B2AE35);
    return mixed.lanewise(VectorOperators.XOR, mixed.lanewise(VectorOperators.LSHR, 16));
  }
}
