package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/// Register tiles of one to six rows by two vectors: `c (rows, two vectors) = a (rows, depth) · b
/// (depth, two vectors)`, added to what stands in `c` where `add` says so. Every sum is a local of
/// its own because only then does it stay in a register; that is why nothing here is a loop over
/// rows.
final class Tile2 {
  static final int WIDTH = 2 * COUNT;

  private Tile2() {}

  /// `b` is a packed panel: `depth` rows of [#WIDTH] floats. Rows of `a` are `aStride` apart,
  /// neighbours in a row `aStep`.
  static void rows(
      int rows,
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    switch (rows) {
      case 1 -> one(a, aAt, aStep, b, bAt, depth, c, cAt, add);
      case 2 -> two(a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
      case 3 -> three(a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
      case 4 -> four(a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
      case 5 -> five(a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
      default -> six(a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
    }
  }

  private static void six(
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int a1 = aAt + aStride;
    int a2 = a1 + aStride;
    int a3 = a2 + aStride;
    int a4 = a3 + aStride;
    int a5 = a4 + aStride;
    int c1 = cAt + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    int c4 = c3 + cStride;
    int c5 = c4 + cStride;
    FloatVector s00 = start(add, c, cAt);
    FloatVector s01 = start(add, c, cAt + COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    FloatVector s30 = start(add, c, c3);
    FloatVector s31 = start(add, c, c3 + COUNT);
    FloatVector s40 = start(add, c, c4);
    FloatVector s41 = start(add, c, c4 + COUNT);
    FloatVector s50 = start(add, c, c5);
    FloatVector s51 = start(add, c, c5 + COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k * aStep]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k * aStep]);
      s40 = x4.fma(b0, s40);
      s41 = x4.fma(b1, s41);
      FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k * aStep]);
      s50 = x5.fma(b0, s50);
      s51 = x5.fma(b1, s51);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + COUNT);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + COUNT);
  }

  private static void five(
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int a1 = aAt + aStride;
    int a2 = a1 + aStride;
    int a3 = a2 + aStride;
    int a4 = a3 + aStride;
    int c1 = cAt + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    int c4 = c3 + cStride;
    FloatVector s00 = start(add, c, cAt);
    FloatVector s01 = start(add, c, cAt + COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    FloatVector s30 = start(add, c, c3);
    FloatVector s31 = start(add, c, c3 + COUNT);
    FloatVector s40 = start(add, c, c4);
    FloatVector s41 = start(add, c, c4 + COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k * aStep]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k * aStep]);
      s40 = x4.fma(b0, s40);
      s41 = x4.fma(b1, s41);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + COUNT);
  }

  private static void four(
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int a1 = aAt + aStride;
    int a2 = a1 + aStride;
    int a3 = a2 + aStride;
    int c1 = cAt + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    FloatVector s00 = start(add, c, cAt);
    FloatVector s01 = start(add, c, cAt + COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    FloatVector s30 = start(add, c, c3);
    FloatVector s31 = start(add, c, c3 + COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k * aStep]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
  }

  private static void three(
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int a1 = aAt + aStride;
    int a2 = a1 + aStride;
    int c1 = cAt + cStride;
    int c2 = c1 + cStride;
    FloatVector s00 = start(add, c, cAt);
    FloatVector s01 = start(add, c, cAt + COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
  }

  private static void two(
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int a1 = aAt + aStride;
    int c1 = cAt + cStride;
    FloatVector s00 = start(add, c, cAt);
    FloatVector s01 = start(add, c, cAt + COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
  }

  private static void one(
      float[] a,
      int aAt,
      int aStep,
      float[] b,
      int bAt,
      int depth,
      float[] c,
      int cAt,
      boolean add) {
    FloatVector s00 = start(add, c, cAt);
    FloatVector s01 = start(add, c, cAt + COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
  }

  private static FloatVector start(boolean add, float[] c, int at) {
    return add ? FloatVector.fromArray(FLOATS, c, at) : FloatVector.zero(FLOATS);
  }
}
