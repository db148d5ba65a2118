package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.INTS;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

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
  private static final int BLOCK = 512; // numbers that stay in the first-level cache

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
        (start, end) ->
            VectorUnary.map(f, from, x.offset() + start, to, y.offset() + start, end - start));
  }

  @Override
  public void mapWithSlope(Unary f, Tensor x, Tensor y, Tensor slope) {
    Spans.run(
        parallel,
        x.size(),
        COSTLY,
        (start, end) ->
            VectorUnary.mapWithSlope(
                f,
                x.floats(),
                x.offset() + start,
                y.floats(),
                y.offset() + start,
                slope.floats(),
                slope.offset() + start,
                end - start));
  }

  @Override
  public void mapBackward(Unary f, Tensor x, Tensor y, Tensor dy, Target dx) {
    Tensor kept = f.readsArgument() ? x : f.readsResult() ? y : dy; // or anything, if neither
    Spans.run(
        parallel,
        dy.size(),
        COSTLY,
        (start, end) ->
            VectorUnary.slopes(
                f,
                kept.floats(),
                kept.offset() + start,
                dy.floats(),
                dy.offset() + start,
                dx.adds(),
                dx.tensor().floats(),
                dx.tensor().offset() + start,
                end - start));
  }

  /// Rows as long as both operands run on, or stand still, together.
  @Override
  public void combine(Binary f, Tensor a, Tensor b, Target c) {
    Shape shape = c.tensor().shape();
    int[] aStrides = PlainElementwise.strides(a.shape(), shape);
    int[] bStrides = PlainElementwise.strides(b.shape(), shape);
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
    float[] to = y.floats();
    Spans.run(
        parallel,
        y.size(),
        COSTLY,
        (start, end) -> {
          float[] open = new float[BLOCK];
          for (int i = start; i < end; i += BLOCK) {
            int size = Math.min(BLOCK, end - i);
            VectorUnary.map(f, a.floats(), a.offset() + i, open, 0, size);
            multiply(open, 0, b.floats(), b.offset() + i, false, to, y.offset() + i, size);
          }
        });
  }

  @Override
  public void gateBackward(Unary f, Tensor a, Tensor b, Tensor dy, Target da, Target db) {
    Spans.run(
        parallel,
        dy.size(),
        COSTLY,
        (start, end) -> {
          float[] open = new float[BLOCK];
          float[] slope = new float[BLOCK];
          float[] dOpen = new float[BLOCK];
          for (int i = start; i < end; i += BLOCK) {
            int size = Math.min(BLOCK, end - i);
            int at = a.offset() + i;
            int dyAt = dy.offset() + i;
            boolean together = f.sharesWorkWithDerivative();
            if (together) {
              VectorUnary.mapWithSlope(f, a.floats(), at, open, 0, slope, 0, size);
            } else {
              VectorUnary.map(f, a.floats(), at, open, 0, size);
            }
            multiply(dy.floats(), dyAt, b.floats(), b.offset() + i, false, dOpen, 0, size);
            if (db.isWanted()) {
              float[] to = db.tensor().floats();
              int toAt = db.tensor().offset() + i;
              multiply(dy.floats(), dyAt, open, 0, db.adds(), to, toAt, size);
            }
            if (da.isWanted()) {
              float[] to = da.tensor().floats();
              int toAt = da.tensor().offset() + i;
              if (together) {
                multiply(dOpen, 0, slope, 0, da.adds(), to, toAt, size);
              } else {
                boolean fromArgument = f.readsArgument();
                float[] kept = fromArgument ? a.floats() : open;
                int keptAt = fromArgument ? at : 0;
                VectorUnary.slopes(f, kept, keptAt, dOpen, 0, da.adds(), to, toAt, size);
              }
            }
          }
        });
  }

  /// `c (+)= a · b`.
  private static void multiply(
      float[] a, int aAt, float[] b, int bAt, boolean adds, float[] c, int cAt, int size) {
    int i = 0;
    for (; i <= size - COUNT; i += COUNT) {
      put(adds, load(a, aAt + i).mul(load(b, bAt + i)), c, cAt + i);
    }
    for (; i < size; i++) {
      float product = a[aAt + i] * b[bAt + i];
      c[cAt + i] = adds ? c[cAt + i] + product : product;
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
