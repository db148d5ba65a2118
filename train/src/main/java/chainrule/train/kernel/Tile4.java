package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/// Register tiles of one to six rows by four vectors: `c (rows, four vectors) = a (rows, depth) · b
/// (depth, four vectors)`, added to what stands in `c` where `add` says so. Every sum is a local of
/// its own because only then does it stay in a register; that is why nothing here is a loop over
/// rows.
final class Tile4 {
  static final int WIDTH = 4 * COUNT;

  private Tile4() {}

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
    FloatVector s02 = start(add, c, cAt + 2 * COUNT);
    FloatVector s03 = start(add, c, cAt + 3 * COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s12 = start(add, c, c1 + 2 * COUNT);
    FloatVector s13 = start(add, c, c1 + 3 * COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    FloatVector s22 = start(add, c, c2 + 2 * COUNT);
    FloatVector s23 = start(add, c, c2 + 3 * COUNT);
    FloatVector s30 = start(add, c, c3);
    FloatVector s31 = start(add, c, c3 + COUNT);
    FloatVector s32 = start(add, c, c3 + 2 * COUNT);
    FloatVector s33 = start(add, c, c3 + 3 * COUNT);
    FloatVector s40 = start(add, c, c4);
    FloatVector s41 = start(add, c, c4 + COUNT);
    FloatVector s42 = start(add, c, c4 + 2 * COUNT);
    FloatVector s43 = start(add, c, c4 + 3 * COUNT);
    FloatVector s50 = start(add, c, c5);
    FloatVector s51 = start(add, c, c5 + COUNT);
    FloatVector s52 = start(add, c, c5 + 2 * COUNT);
    FloatVector s53 = start(add, c, c5 + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, at + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, at + 3 * COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      s12 = x1.fma(b2, s12);
      s13 = x1.fma(b3, s13);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      s22 = x2.fma(b2, s22);
      s23 = x2.fma(b3, s23);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k * aStep]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      s32 = x3.fma(b2, s32);
      s33 = x3.fma(b3, s33);
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k * aStep]);
      s40 = x4.fma(b0, s40);
      s41 = x4.fma(b1, s41);
      s42 = x4.fma(b2, s42);
      s43 = x4.fma(b3, s43);
      FloatVector x5 = FloatVector.broadcast(FLOATS, a[a5 + k * aStep]);
      s50 = x5.fma(b0, s50);
      s51 = x5.fma(b1, s51);
      s52 = x5.fma(b2, s52);
      s53 = x5.fma(b3, s53);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s02.intoArray(c, cAt + 2 * COUNT);
    s03.intoArray(c, cAt + 3 * COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s12.intoArray(c, c1 + 2 * COUNT);
    s13.intoArray(c, c1 + 3 * COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s22.intoArray(c, c2 + 2 * COUNT);
    s23.intoArray(c, c2 + 3 * COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
    s32.intoArray(c, c3 + 2 * COUNT);
    s33.intoArray(c, c3 + 3 * COUNT);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + COUNT);
    s42.intoArray(c, c4 + 2 * COUNT);
    s43.intoArray(c, c4 + 3 * COUNT);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + COUNT);
    s52.intoArray(c, c5 + 2 * COUNT);
    s53.intoArray(c, c5 + 3 * COUNT);
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
    FloatVector s02 = start(add, c, cAt + 2 * COUNT);
    FloatVector s03 = start(add, c, cAt + 3 * COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s12 = start(add, c, c1 + 2 * COUNT);
    FloatVector s13 = start(add, c, c1 + 3 * COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    FloatVector s22 = start(add, c, c2 + 2 * COUNT);
    FloatVector s23 = start(add, c, c2 + 3 * COUNT);
    FloatVector s30 = start(add, c, c3);
    FloatVector s31 = start(add, c, c3 + COUNT);
    FloatVector s32 = start(add, c, c3 + 2 * COUNT);
    FloatVector s33 = start(add, c, c3 + 3 * COUNT);
    FloatVector s40 = start(add, c, c4);
    FloatVector s41 = start(add, c, c4 + COUNT);
    FloatVector s42 = start(add, c, c4 + 2 * COUNT);
    FloatVector s43 = start(add, c, c4 + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, at + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, at + 3 * COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      s12 = x1.fma(b2, s12);
      s13 = x1.fma(b3, s13);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      s22 = x2.fma(b2, s22);
      s23 = x2.fma(b3, s23);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k * aStep]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      s32 = x3.fma(b2, s32);
      s33 = x3.fma(b3, s33);
      FloatVector x4 = FloatVector.broadcast(FLOATS, a[a4 + k * aStep]);
      s40 = x4.fma(b0, s40);
      s41 = x4.fma(b1, s41);
      s42 = x4.fma(b2, s42);
      s43 = x4.fma(b3, s43);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s02.intoArray(c, cAt + 2 * COUNT);
    s03.intoArray(c, cAt + 3 * COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s12.intoArray(c, c1 + 2 * COUNT);
    s13.intoArray(c, c1 + 3 * COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s22.intoArray(c, c2 + 2 * COUNT);
    s23.intoArray(c, c2 + 3 * COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
    s32.intoArray(c, c3 + 2 * COUNT);
    s33.intoArray(c, c3 + 3 * COUNT);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + COUNT);
    s42.intoArray(c, c4 + 2 * COUNT);
    s43.intoArray(c, c4 + 3 * COUNT);
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
    FloatVector s02 = start(add, c, cAt + 2 * COUNT);
    FloatVector s03 = start(add, c, cAt + 3 * COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s12 = start(add, c, c1 + 2 * COUNT);
    FloatVector s13 = start(add, c, c1 + 3 * COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    FloatVector s22 = start(add, c, c2 + 2 * COUNT);
    FloatVector s23 = start(add, c, c2 + 3 * COUNT);
    FloatVector s30 = start(add, c, c3);
    FloatVector s31 = start(add, c, c3 + COUNT);
    FloatVector s32 = start(add, c, c3 + 2 * COUNT);
    FloatVector s33 = start(add, c, c3 + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, at + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, at + 3 * COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      s12 = x1.fma(b2, s12);
      s13 = x1.fma(b3, s13);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      s22 = x2.fma(b2, s22);
      s23 = x2.fma(b3, s23);
      FloatVector x3 = FloatVector.broadcast(FLOATS, a[a3 + k * aStep]);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      s32 = x3.fma(b2, s32);
      s33 = x3.fma(b3, s33);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s02.intoArray(c, cAt + 2 * COUNT);
    s03.intoArray(c, cAt + 3 * COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s12.intoArray(c, c1 + 2 * COUNT);
    s13.intoArray(c, c1 + 3 * COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s22.intoArray(c, c2 + 2 * COUNT);
    s23.intoArray(c, c2 + 3 * COUNT);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + COUNT);
    s32.intoArray(c, c3 + 2 * COUNT);
    s33.intoArray(c, c3 + 3 * COUNT);
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
    FloatVector s02 = start(add, c, cAt + 2 * COUNT);
    FloatVector s03 = start(add, c, cAt + 3 * COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s12 = start(add, c, c1 + 2 * COUNT);
    FloatVector s13 = start(add, c, c1 + 3 * COUNT);
    FloatVector s20 = start(add, c, c2);
    FloatVector s21 = start(add, c, c2 + COUNT);
    FloatVector s22 = start(add, c, c2 + 2 * COUNT);
    FloatVector s23 = start(add, c, c2 + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, at + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, at + 3 * COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      s12 = x1.fma(b2, s12);
      s13 = x1.fma(b3, s13);
      FloatVector x2 = FloatVector.broadcast(FLOATS, a[a2 + k * aStep]);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      s22 = x2.fma(b2, s22);
      s23 = x2.fma(b3, s23);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s02.intoArray(c, cAt + 2 * COUNT);
    s03.intoArray(c, cAt + 3 * COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s12.intoArray(c, c1 + 2 * COUNT);
    s13.intoArray(c, c1 + 3 * COUNT);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + COUNT);
    s22.intoArray(c, c2 + 2 * COUNT);
    s23.intoArray(c, c2 + 3 * COUNT);
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
    FloatVector s02 = start(add, c, cAt + 2 * COUNT);
    FloatVector s03 = start(add, c, cAt + 3 * COUNT);
    FloatVector s10 = start(add, c, c1);
    FloatVector s11 = start(add, c, c1 + COUNT);
    FloatVector s12 = start(add, c, c1 + 2 * COUNT);
    FloatVector s13 = start(add, c, c1 + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, at + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, at + 3 * COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
      FloatVector x1 = FloatVector.broadcast(FLOATS, a[a1 + k * aStep]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      s12 = x1.fma(b2, s12);
      s13 = x1.fma(b3, s13);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s02.intoArray(c, cAt + 2 * COUNT);
    s03.intoArray(c, cAt + 3 * COUNT);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + COUNT);
    s12.intoArray(c, c1 + 2 * COUNT);
    s13.intoArray(c, c1 + 3 * COUNT);
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
    FloatVector s02 = start(add, c, cAt + 2 * COUNT);
    FloatVector s03 = start(add, c, cAt + 3 * COUNT);
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, at + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, at + 3 * COUNT);
      FloatVector x0 = FloatVector.broadcast(FLOATS, a[aAt + k * aStep]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
    }
    s00.intoArray(c, cAt);
    s01.intoArray(c, cAt + COUNT);
    s02.intoArray(c, cAt + 2 * COUNT);
    s03.intoArray(c, cAt + 3 * COUNT);
  }

  static FloatVector start(boolean add, float[] c, int at) {
    return add ? FloatVector.fromArray(FLOATS, c, at) : FloatVector.zero(FLOATS);
  }
}
