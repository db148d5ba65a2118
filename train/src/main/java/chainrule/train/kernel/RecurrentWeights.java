package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;

/// The right side of the products of a recurrence, packed once for all its steps and threads.
final class RecurrentWeights {
  private final float[] square = new float[COUNT * COUNT];
  private float[] panels = new float[0];
  private int inner;
  private int columns;

  /// @param right `(inner, columns)`
  void pack(Side right, int inner, int columns) {
    this.inner = inner;
    this.columns = columns;
    panels = Product.grown(panels, inner * Panels.padded(columns));
    Panels.packAll(right, inner, columns, panels, square);
  }

  /// `c (count, columns) (+)= a (count, inner) · right` for the sequences from `first` on.
  void multiply(Product product, int first, int count, Rows a, Rows c, boolean adds) {
    product.runPacked(
        count,
        columns,
        inner,
        a.numbers,
        a.row(first),
        a.stride,
        1,
        panels,
        inner,
        columns,
        c.numbers,
        c.row(first),
        c.stride,
        adds);
  }
}
