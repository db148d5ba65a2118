package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/// Turns rows into columns, one square block of vectors at a time. A block of `n` by `n` takes
/// log2(n) butterfly stages, in each of which row `i` and row `i + step` exchange every other run
/// of `step` elements; two stages are done at once on four rows, which then fit in registers.
final class Transpose {
  private static final FloatVector[] LOW = new FloatVector[COUNT];
  private static final FloatVector[] HIGH = new FloatVector[COUNT];

  static {
    for (int step = 1; step < COUNT; step *= 2) {
      float[] low = new float[COUNT];
      float[] high = new float[COUNT];
      for (int i = 0; i < COUNT; i++) {
        boolean second = (i & step) != 0;
        low[i] = second ? COUNT + i - step : i;
        high[i] = second ? COUNT + i : i + step;
      }
      LOW[step] = FloatVector.fromArray(FLOATS, low, 0);
      HIGH[step] = FloatVector.fromArray(FLOATS, high, 0);
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
    int step = 1;
    if (COUNT < 4) {
      plain(from, fromAt, fromStride, 0, COUNT, 0, COUNT, to, toAt, toStride);
      return;
    }
    quads(
        step,
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
    FloatVector low = LOW[step];
    FloatVector high = HIGH[step];
    FloatVector low2 = LOW[2 * step];
    FloatVector high2 = HIGH[2 * step];
    for (int n = 0; n < COUNT / 4; n++) {
      int i = step == 1 ? 4 * n : n;
      int at = fromAt + i * fromStride;
      FloatVector a = FloatVector.fromArray(FLOATS, from, at);
      FloatVector b = FloatVector.fromArray(FLOATS, from, at + step * fromStride);
      FloatVector c = FloatVector.fromArray(FLOATS, from, at + 2 * step * fromStride);
      FloatVector d = FloatVector.fromArray(FLOATS, from, at + 3 * step * fromStride);
      FloatVector a1 = low.selectFrom(a, b);
      FloatVector b1 = high.selectFrom(a, b);
      FloatVector c1 = low.selectFrom(c, d);
      FloatVector d1 = high.selectFrom(c, d);
      int out = toAt + i * toStride;
      low2.selectFrom(a1, c1).intoArray(to, out);
      low2.selectFrom(b1, d1).intoArray(to, out + step * toStride);
      high2.selectFrom(a1, c1).intoArray(to, out + 2 * step * toStride);
      high2.selectFrom(b1, d1).intoArray(to, out + 3 * step * toStride);
    }
  }

  private static void pairs(int step, float[] from, float[] to, int toAt, int toStride) {
    FloatVector low = LOW[step];
    FloatVector high = HIGH[step];
    for (int i = 0; i < step; i++) {
      FloatVector a = FloatVector.fromArray(FLOATS, from, i * COUNT);
      FloatVector b = FloatVector.fromArray(FLOATS, from, (i + step) * COUNT);
      low.selectFrom(a, b).intoArray(to, toAt + i * toStride);
      high.selectFrom(a, b).intoArray(to, toAt + (i + step) * toStride);
    }
  }
}
