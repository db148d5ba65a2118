package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Turns rows into columns, one square block of vectors at a time. A block of `n` by `n` takes
/// log2(n) butterfly stages, in each of which row `i` and row `i + step` exchange every other run
/// of `step` elements; two stages are done at once on four rows, which then fit in registers.
/// Numbers travel as integers, since those choose by integers, and numbers by numbers, which are
/// converted each time.
final class Transpose {
  private static final IntVector[] LOW = new IntVector[COUNT];
  private static final IntVector[] HIGH = new IntVector[COUNT];

  static {
    for (int step = 1; step < COUNT; step *= 2) {
      int[] low = new int[COUNT];
      int[] high = new int[COUNT];
      for (int i = 0; i < COUNT; i++) {
        boolean second = (i & step) != 0;
        low[i] = second ? COUNT + i - step : i;
        high[i] = second ? COUNT + i : i + step;
      }
      LOW[step] = IntVector.fromArray(INTS, low, 0);
      HIGH[step] = IntVector.fromArray(INTS, high, 0);
    }
  }

  private Transpose() {}

  /// `to (columns, rows) = from (rows, columns)`; `block` is scratch of the square of a vector's
  /// length.
  static void copy(
      float[] from,
      int fromAt,
      int fromStride,
      int rows,
      int columns,
      float[] to,
      int toAt,
      int toStride,
      float[] block) {
    int wholeRows = Lanes.whole(rows);
    int wholeColumns = Lanes.whole(columns);
    for (int i = 0; i < wholeRows; i += COUNT) {
      for (int j = 0; j < wholeColumns; j += COUNT) {
        square(
            from,
            fromAt + i * fromStride + j,
            fromStride,
            to,
            toAt + j * toStride + i,
            toStride,
            block);
      }
    }
    plain(from, fromAt, fromStride, 0, wholeRows, wholeColumns, columns, to, toAt, toStride);
    plain(from, fromAt, fromStride, wholeRows, rows, 0, columns, to, toAt, toStride);
  }

  private static void plain(
      float[] from,
      int fromAt,
      int fromStride,
      int firstRow,
      int endRow,
      int firstColumn,
      int endColumn,
      float[] to,
      int toAt,
      int toStride) {
    for (int i = firstRow; i < endRow; i++) {
      for (int j = firstColumn; j < endColumn; j++) {
        to[toAt + j * toStride + i] = from[fromAt + i * fromStride + j];
      }
    }
  }

  private static void square(
      float[] from, int fromAt, int fromStride, float[] to, int toAt, int toStride, float[] block) {
    quads(
        1,
        from,
        fromAt,
        fromStride,
        COUNT == 4 ? to : block,
        COUNT == 4 ? toAt : 0,
        COUNT == 4 ? toStride : COUNT);
    if (COUNT == 8) {
      pairs(4, block, to, toAt, toStride);
    } else if (COUNT == 16) {
      quads(4, block, 0, COUNT, to, toAt, toStride);
    }
  }

  /// The stages `step` and `2 * step`.
  private static void quads(
      int step, float[] from, int fromAt, int fromStride, float[] to, int toAt, int toStride) {
    IntVector low = LOW[step];
    IntVector high = HIGH[step];
    IntVector low2 = LOW[2 * step];
    IntVector high2 = HIGH[2 * step];
    for (int n = 0; n < COUNT / 4; n++) {
      int i = step == 1 ? 4 * n : n;
      int at = fromAt + i * fromStride;
      IntVector a = load(from, at);
      IntVector b = load(from, at + step * fromStride);
      IntVector c = load(from, at + 2 * step * fromStride);
      IntVector d = load(from, at + 3 * step * fromStride);
      IntVector a1 = low.selectFrom(a, b);
      IntVector b1 = high.selectFrom(a, b);
      IntVector c1 = low.selectFrom(c, d);
      IntVector d1 = high.selectFrom(c, d);
      int out = toAt + i * toStride;
      store(low2.selectFrom(a1, c1), to, out);
      store(low2.selectFrom(b1, d1), to, out + step * toStride);
      store(high2.selectFrom(a1, c1), to, out + 2 * step * toStride);
      store(high2.selectFrom(b1, d1), to, out + 3 * step * toStride);
    }
  }

  private static void pairs(int step, float[] from, float[] to, int toAt, int toStride) {
    IntVector low = LOW[step];
    IntVector high = HIGH[step];
    for (int i = 0; i < step; i++) {
      IntVector a = load(from, i * COUNT);
      IntVector b = load(from, (i + step) * COUNT);
      store(low.selectFrom(a, b), to, toAt + i * toStride);
      store(high.selectFrom(a, b), to, toAt + (i + step) * toStride);
    }
  }

  private static IntVector load(float[] from, int at) {
    return FloatVector.fromArray(FLOATS, from, at).reinterpretAsInts();
  }

  private static void store(IntVector numbers, float[] to, int at) {
    numbers.reinterpretAsFloats().intoArray(to, at);
  }
}
