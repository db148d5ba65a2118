package chainrule.train.kernel;

import java.util.ArrayList;
import java.util.List;

/// A right side of any depth, packed once for several left sides: one [Packed] for each block of
/// [Panels].
final class PackedSide {
  private final List<Packed> blocks = new ArrayList<>();
  private int depth;
  private int columns;

  /// @param right `(depth, columns)`
  void pack(Side right, int depth, int columns) {
    this.depth = depth;
    this.columns = columns;
    for (int n = 0; n < Panels.blocks(depth); n++) {
      if (n == blocks.size()) {
        blocks.add(new Packed());
      }
      blocks.get(n).pack(right.row(start(n)), start(n + 1) - start(n), columns);
    }
  }

  /// `c (rows, columns) = left (rows, depth) · this`.
  void multiply(Product product, int rows, Side left, float[] c, int cAt, int cStride) {
    for (int n = 0; n < Panels.blocks(depth); n++) {
      int deep = start(n + 1) - start(n);
      Side part = left.column(start(n));
      product.runPacked(rows, columns, deep, part, blocks.get(n), c, cAt, cStride, n > 0);
    }
  }

  private int start(int n) {
    return Panels.blockStart(n, depth);
  }
}
