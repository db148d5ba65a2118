package chainrule.train.kernel;

/// A register tile of one to six rows by a single column, which a vector would compute sixteen
/// times over: 33 columns are two vectors and one. Behind four vectors, [Tile4AndColumn] is faster.
final class TileColumn {
  private TileColumn() {}

  /// The same as [Tile4#rows] of a panel that is one column wide. What rows there are fewer than
  /// six, the last one stands in for: it comes to the same number each time.
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
    int last = rows - 1;
    int a1 = aAt + Math.min(1, last) * aStride;
    int a2 = aAt + Math.min(2, last) * aStride;
    int a3 = aAt + Math.min(3, last) * aStride;
    int a4 = aAt + Math.min(4, last) * aStride;
    int a5 = aAt + last * aStride;
    int c1 = cAt + Math.min(1, last) * cStride;
    int c2 = cAt + Math.min(2, last) * cStride;
    int c3 = cAt + Math.min(3, last) * cStride;
    int c4 = cAt + Math.min(4, last) * cStride;
    int c5 = cAt + last * cStride;
    float s0 = add ? c[cAt] : 0;
    float s1 = add ? c[c1] : 0;
    float s2 = add ? c[c2] : 0;
    float s3 = add ? c[c3] : 0;
    float s4 = add ? c[c4] : 0;
    float s5 = add ? c[c5] : 0;
    if (aStep == 1) { // where the compiler sees that no index leaves the array
      for (int k = 0; k < depth; k++) {
        float x = b[bAt + k];
        s0 = Math.fma(a[aAt + k], x, s0);
        s1 = Math.fma(a[a1 + k], x, s1);
        s2 = Math.fma(a[a2 + k], x, s2);
        s3 = Math.fma(a[a3 + k], x, s3);
        s4 = Math.fma(a[a4 + k], x, s4);
        s5 = Math.fma(a[a5 + k], x, s5);
      }
    } else {
      for (int k = 0; k < depth; k++) {
        float x = b[bAt + k];
        s0 = Math.fma(a[aAt + k * aStep], x, s0);
        s1 = Math.fma(a[a1 + k * aStep], x, s1);
        s2 = Math.fma(a[a2 + k * aStep], x, s2);
        s3 = Math.fma(a[a3 + k * aStep], x, s3);
        s4 = Math.fma(a[a4 + k * aStep], x, s4);
        s5 = Math.fma(a[a5 + k * aStep], x, s5);
      }
    }
    c[cAt] = s0;
    c[c1] = s1;
    c[c2] = s2;
    c[c3] = s3;
    c[c4] = s4;
    c[c5] = s5;
  }
}
