package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;

/// The right side of several products, packed once as one block of [Panels].
final class Packed {
  private final float[] square = new float[COUNT * COUNT];
  private float[] panels = new float[0];
  private int depth;
  private int columns;

  /// @param right `(depth, columns)`
  void pack(Side right, int depth, int columns) {
    this.depth = depth;
    this.columns = columns;
    panels = Product.grown(panels, depth * Panels.padded(columns));
    for (int j = 0; j < columns; j += width(j)) {
      int used = Math.min(width(j), columns - j);
      Panels.pack(right, right.column(j).at, depth, used, width(j), panels, panel(j), square);
    }
  }

  float[] panels() {
    return panels;
  }

  /// Where the panel of this column begins.
  int panel(int column) {
    return column * depth;
  }

  /// The width of the panel of this column.
  int width(int column) {
    return Panels.width(columns - column);
  }

  /// `c (count, columns) (+)= a (count, depth) · this` for the rows from `first` on.
  void multiply(Product product, int first, int count, Rows a, Rows c, boolean adds) {
    product.runPacked(
        count, columns, depth, a.from(first), this, c.numbers, c.row(first), c.stride, adds);
  }
}
