package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/// A register tile of five rows by four vectors and the single column behind them. The processor
/// computes the column along with the vectors, in nearly the time that these take alone; sums of
/// six rows would not fit into the registers. [Tile4] tells the rest.
final class Tile4AndColumn {
  static final int ROWS = 5;

  private Tile4AndColumn() {}

  /// The same as [Tile4#rows] of a panel, and of one that is one column wide and begins at
  /// `columnAt`, for at most five rows.
  static void rows(
      int rows,
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int columnAt,
      int depth,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    if (rows == ROWS) {
      five(a, aAt, aStride, aStep, b, bAt, columnAt, depth, c, cAt, cStride, add);
    } else {
      int behind = cAt + Tile4.WIDTH;
      Tile4.rows(rows, a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
      TileColumn.rows(rows, a, aAt, aStride, aStep, b, columnAt, depth, c, behind, cStride, add);
    }
  }

  private static void five(
      float[] a,
      int aAt,
      int aStride,
      int aStep,
      float[] b,
      int bAt,
      int columnAt,
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
    FloatVector s00 = Tile4.start(add, c, cAt);
    FloatVector s01 = Tile4.start(add, c, cAt + COUNT);
    FloatVector s02 = Tile4.start(add, c, cAt + 2 * COUNT);
    FloatVector s03 = Tile4.start(add, c, cAt + 3 * COUNT);
    FloatVector s10 = Tile4.start(add, c, c1);
    FloatVector s11 = Tile4.start(add, c, c1 + COUNT);
    FloatVector s12 = Tile4.start(add, c, c1 + 2 * COUNT);
    FloatVector s13 = Tile4.start(add, c, c1 + 3 * COUNT);
    FloatVector s20 = Tile4.start(add, c, c2);
    FloatVector s21 = Tile4.start(add, c, c2 + COUNT);
    FloatVector s22 = Tile4.start(add, c, c2 + 2 * COUNT);
    FloatVector s23 = Tile4.start(add, c, c2 + 3 * COUNT);
    FloatVector s30 = Tile4.start(add, c, c3);
    FloatVector s31 = Tile4.start(add, c, c3 + COUNT);
    FloatVector s32 = Tile4.start(add, c, c3 + 2 * COUNT);
    FloatVector s33 = Tile4.start(add, c, c3 + 3 * COUNT);
    FloatVector s40 = Tile4.start(add, c, c4);
    FloatVector s41 = Tile4.start(add, c, c4 + COUNT);
    FloatVector s42 = Tile4.start(add, c, c4 + 2 * COUNT);
    FloatVector s43 = Tile4.start(add, c, c4 + 3 * COUNT);
    float s0 = add ? c[cAt + Tile4.WIDTH] : 0;
    float s1 = add ? c[c1 + Tile4.WIDTH] : 0;
    float s2 = add ? c[c2 + Tile4.WIDTH] : 0;
    float s3 = add ? c[c3 + Tile4.WIDTH] : 0;
    float s4 = add ? c[c4 + Tile4.WIDTH] : 0;
    for (int k = 0; k < depth; k++) {
      int at = bAt + k * Tile4.WIDTH;
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + COUNT);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, at + 2 * COUNT);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, at + 3 * COUNT);
      float y = b[columnAt + k];
      float left0 = a[aAt + k * aStep];
      FloatVector x0 = FloatVector.broadcast(FLOATS, left0);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
      s0 = Math.fma(left0, y, s0);
      float left1 = a[a1 + k * aStep];
      FloatVector x1 = FloatVector.broadcast(FLOATS, left1);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      s12 = x1.fma(b2, s12);
      s13 = x1.fma(b3, s13);
      s1 = Math.fma(left1, y, s1);
      float left2 = a[a2 + k * aStep];
      FloatVector x2 = FloatVector.broadcast(FLOATS, left2);
      s20 = x2.fma(b0, s20);
      s21 = x2.fma(b1, s21);
      s22 = x2.fma(b2, s22);
      s23 = x2.fma(b3, s23);
      s2 = Math.fma(left2, y, s2);
      float left3 = a[a3 + k * aStep];
      FloatVector x3 = FloatVector.broadcast(FLOATS, left3);
      s30 = x3.fma(b0, s30);
      s31 = x3.fma(b1, s31);
      s32 = x3.fma(b2, s32);
      s33 = x3.fma(b3, s33);
      s3 = Math.fma(left3, y, s3);
      float left4 = a[a4 + k * aStep];
      FloatVector x4 = FloatVector.broadcast(FLOATS, left4);
      s40 = x4.fma(b0, s40);
      s41 = x4.fma(b1, s41);
      s42 = x4.fma(b2, s42);
      s43 = x4.fma(b3, s43);
      s4 = Math.fma(left4, y, s4);
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
    c[cAt + Tile4.WIDTH] = s0;
    c[c1 + Tile4.WIDTH] = s1;
    c[c2 + Tile4.WIDTH] = s2;
    c[c3 + Tile4.WIDTH] = s3;
    c[c4 + Tile4.WIDTH] = s4;
  }
}
