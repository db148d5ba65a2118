package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
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
import jdk.incubator.vector.VectorSpecies;

/// Functions of numbers, a vector at a time.
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
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
        (start, end) -> {
          for (int i = start; i < end; i += COUNT) {
            FloatVector number = load(from, x.offset() + i, end - i);
            store(VectorFunctions.apply(f, number), to, y.offset() + i, end - i);
          }
        });
  }

  @Override
  public void mapBackward(Unary f, Tensor x, Tensor y, Tensor dy, Target dx) {
    float[] from = x.floats();
    float[] result = y.floats();
    float[] slope = dy.floats();
    float[] to = dx.tensor().floats();
    int at = dx.tensor().offset();
    Spans.run(
        parallel,
        dy.size(),
        COSTLY,
        (start, end) -> {
          FloatVector zero = FloatVector.zero(FLOATS);
          for (int i = start; i < end; i += COUNT) {
            int left = end - i;
            FloatVector y0 = f.readsResult() ? load(result, y.offset() + i, left) : zero;
            FloatVector x0 = f.readsArgument() ? load(from, x.offset() + i, left) : zero;
            FloatVector derivative = VectorFunctions.derivative(f, x0, y0);
            put(dx.adds(), derivative.mul(load(slope, dy.offset() + i, left)), to, at + i, left);
          }
        });
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
    for (int i = 0; i < width; i += COUNT) {
      int rest = width - i;
      FloatVector x =
          aStep ? load(left, leftAt + i, rest) : FloatVector.broadcast(FLOATS, left[leftAt]);
      FloatVector y =
          bStep ? load(right, rightAt + i, rest) : FloatVector.broadcast(FLOATS, right[rightAt]);
      FloatVector result =
          switch (f) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.sub(y);
            case MULTIPLY -> x.mul(y);
            case DIVIDE -> x.div(y);
          };
      put(c.adds(), result, to, toAt + i, rest);
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
          for (int i = start; i < end; i += COUNT) {
            FloatVector scaled = load(from, x.offset() + i, end - i).mul((float) factor);
            put(y.adds(), scaled, to, at + i, end - i);
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
          for (int i = start; i < end; i += COUNT) {
            int left = end - i;
            FloatVector open = VectorFunctions.apply(f, load(gate, a.offset() + i, left));
            store(open.mul(load(gated, b.offset() + i, left)), to, y.offset() + i, left);
          }
        });
  }

  @Override
  public void gateBackward(Unary f, Tensor a, Tensor b, Tensor dy, Target da, Target db) {
    float[] gate = a.floats();
    float[] gated = b.floats();
    float[] slope = dy.floats();
    Spans.run(
        parallel,
        dy.size(),
        COSTLY,
        (start, end) -> {
          for (int i = start; i < end; i += COUNT) {
            int left = end - i;
            FloatVector x = load(gate, a.offset() + i, left);
            FloatVector open = VectorFunctions.apply(f, x);
            FloatVector dResult = load(slope, dy.offset() + i, left);
            FloatVector dOpen = dResult.mul(load(gated, b.offset() + i, left));
            if (da.isWanted()) {
              FloatVector dGate = dOpen.mul(VectorFunctions.derivative(f, x, open));
              put(da.adds(), dGate, da.tensor().floats(), da.tensor().offset() + i, left);
            }
            if (db.isWanted()) {
              FloatVector dGated = dResult.mul(open);
              put(db.adds(), dGated, db.tensor().floats(), db.tensor().offset() + i, left);
            }
          }
        });
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
          for (int i = start; i < end; i += COUNT) {
            FloatVector kept = load(from, x.offset() + i, end - i).mul(factor);
            kept = kept.blend(0, drops(key, i, threshold));
            put(y.adds(), kept, to, at + i, end - i);
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
