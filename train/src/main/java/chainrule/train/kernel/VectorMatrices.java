package chainrule.train.kernel;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Matrix products with vectors on all threads. Here the work is shared out; [Product] does it. A
/// product is split by columns or by rows, whichever makes less work in all, and since each number
/// of the result is one sum in one order, its bits do not depend on where the cut is.
final class VectorMatrices implements Matrices {
  /// Multiplications below which a second thread does not pay.
  private static final long SMALL = 50_000;

  /// Work is alike that differs by less than one part in so many.
  private static final int ALIKE = 20;

  /// Shares of rows are this even: tiles of fewer rows are nearly as fast.
  private static final int EVEN = 50;

  private static final int TILE_ROWS = 6;
  private static final int PANEL = Lanes.TILE_VECTORS * Lanes.COUNT;

  private final Parallel parallel;
  private final Product[] products;

  VectorMatrices(Parallel parallel) {
    this.parallel = parallel;
    this.products = new Product[parallel.threads()];
    for (int i = 0; i < products.length; i++) {
      products[i] = new Product();
    }
  }

  @Override
  public void multiply(
      int batch,
      int rows,
      int columns,
      int inner,
      Tensor a,
      boolean aTransposed,
      Tensor b,
      boolean bTransposed,
      Target c) {
    Side left = new Side(a.floats(), a.offset(), aTransposed ? rows : inner, aTransposed);
    Side right = new Side(b.floats(), b.offset(), bTransposed ? inner : columns, bTransposed);
    float[] to = c.tensor().floats();
    int at = c.tensor().offset();
    long work = (long) rows * columns * Math.max(1, inner);
    int shares = batch * work < SMALL ? 1 : parallel.threads();
    if (batch >= shares) {
      parallel.run(
          shares,
          share -> {
            int end = (int) ((long) batch * (share + 1) / shares);
            for (int p = (int) ((long) batch * share / shares); p < end; p++) {
              products[share].run(
                  rows,
                  columns,
                  inner,
                  left.from(p * rows * inner),
                  right.from(p * inner * columns),
                  to,
                  at + p * rows * columns,
                  columns,
                  c.adds());
            }
          });
    } else {
      for (int p = 0; p < batch; p++) {
        split(
            shares,
            rows,
            columns,
            inner,
            left.from(p * rows * inner),
            right.from(p * inner * columns),
            to,
            at + p * rows * columns,
            columns,
            c.adds());
      }
    }
  }

  /// One product on all threads.
  void split(
      int shares,
      int rows,
      int columns,
      int inner,
      Side a,
      Side b,
      float[] c,
      int cAt,
      int cStride,
      boolean adds) {
    int wide = share(columns, shares, PANEL, 1);
    int high = share(rows, shares, TILE_ROWS, EVEN);
    // What a thread does, in multiplications: packing a number costs about as much as four rows of
    // the tile, and a vector that is not full as much as one that is. Rows where both are alike: a
    // thread then goes on with those that the product before has left in its cache.
    long inColumns = (rows + 4L) * weight(wide);
    long inRows = (high + 4L) * weight(columns);
    boolean byColumns = inColumns < inRows - inRows / ALIKE;
    parallel.run(
        shares,
        share -> {
          int row = byColumns ? 0 : Math.min(rows, share * high);
          int column = byColumns ? Math.min(columns, share * wide) : 0;
          products[share].run(
              byColumns ? rows : Math.min(high, rows - row),
              byColumns ? Math.min(wide, columns - column) : columns,
              inner,
              a.row(row),
              b.column(column),
              c,
              cAt + row * cStride + column,
              cStride,
              adds);
        });
  }

  /// Columns with those that fill up the last vector; a single one behind the vectors costs half of
  /// one.
  private static int weight(int columns) {
    int single = columns % Lanes.COUNT == 1 ? Lanes.COUNT / 2 : 0;
    return Panels.padded(columns) + single;
  }

  /// A share of `size` in whole units where there are many of them.
  ///
  /// @param even a share is left as it is if units make it larger by more than one part in so many;
  ///   1 for never
  private static int share(int size, int shares, int unit, int even) {
    int share = (size + shares - 1) / shares;
    int whole = (share + unit - 1) / unit * unit;
    return share < 2 * unit || whole - share > share / even ? share : whole;
  }
}
