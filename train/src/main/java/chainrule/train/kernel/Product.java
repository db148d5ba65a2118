package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.TILE_VECTORS;

/// One thread's share of a matrix product, with the scratch that it needs. Every element of the
/// result is the sum over its depth in one fixed order: within a block of [Panels] one product
/// after the other, then block after block.
final class Product {
  private static final int TILE_ROWS = 6;

  private final float[] block = new float[COUNT * COUNT];
  private final float[] edge = new float[TILE_ROWS * TILE_VECTORS * COUNT];
  private float[] panel = new float[0];
  private float[] turned = new float[0];

  /// `c (rows, columns) = a (rows, depth) · b (depth, columns)`, plus `c` if `add`.
  void run(
      int rows,
      int columns,
      int depth,
      Side a,
      Side b,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    panel = grown(panel, Panels.blockDepth(depth) * TILE_VECTORS * COUNT);
    if (a.transposed && (b.transposed || rows > columns)) {
      runTurned(rows, columns, depth, a, b, c, cAt, cStride, add);
      return;
    }
    for (int n = 0; n < Panels.blocks(depth); n++) {
      int k = Panels.blockStart(n, depth);
      int deep = Panels.blockStart(n + 1, depth) - k;
      boolean addHere = add || n > 0;
      for (int j = 0; j < columns; ) {
        int width = Panels.width(columns - j);
        int used = Math.min(width, columns - j);
        Panels.pack(b, b.row(k).column(j).at, deep, used, width, panel, 0, block);
        tiles(rows, used, width, deep, a.column(k), panel, 0, c, cAt + j, cStride, addHere);
        j += width;
      }
    }
  }

  /// The same as `cᵀ = bᵀ · aᵀ`, to the bit. Tiles jump through a left side that is stored by
  /// columns, [Panels] reads along what it packs: so here the larger side is packed, and the result
  /// turned.
  private void runTurned(
      int rows,
      int columns,
      int depth,
      Side a,
      Side b,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    Side right = a.turned();
    Side left = b.turned();
    turned = grown(turned, columns * TILE_VECTORS * COUNT);
    for (int j = 0; j < rows; ) {
      int width = Panels.width(rows - j);
      int used = Math.min(width, rows - j);
      int at = cAt + j * cStride;
      if (add) {
        Transpose.copy(c, at, cStride, used, columns, turned, 0, width, block);
      }
      for (int n = 0; n < Panels.blocks(depth); n++) {
        int k = Panels.blockStart(n, depth);
        int deep = Panels.blockStart(n + 1, depth) - k;
        Panels.pack(right, right.row(k).column(j).at, deep, used, width, panel, 0, block);
        tiles(
            columns, width, width, deep, left.column(k), panel, 0, turned, 0, width, add || n > 0);
      }
      Transpose.copy(turned, 0, width, columns, used, c, at, cStride, block);
      j += width;
    }
  }

  /// The same with a right side that is packed, of which the first rows and columns are taken.
  void runPacked(
      int rows,
      int columns,
      int depth,
      Side a,
      Packed b,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    for (int j = 0; j < columns; ) {
      int width = b.width(j);
      int used = Math.min(width, columns - j);
      tiles(rows, used, width, depth, a, b.panels(), b.panel(j), c, cAt + j, cStride, add);
      j += width;
    }
  }

  /// All rows by one panel.
  private void tiles(
      int rows,
      int columns,
      int width,
      int depth,
      Side a,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int aStride = a.down();
    int aStep = a.along();
    for (int i = 0; i < rows; ) {
      int height = height(rows - i);
      if (columns == width) {
        tile(
            height,
            width,
            a.numbers,
            a.at + i * aStride,
            aStride,
            aStep,
            b,
            bAt,
            depth,
            c,
            cAt + i * cStride,
            cStride,
            add);
      } else {
        int at = cAt + i * cStride;
        if (add) {
          copyRows(height, columns, c, at, cStride, edge, 0, width);
        }
        tile(
            height,
            width,
            a.numbers,
            a.at + i * aStride,
            aStride,
            aStep,
            b,
            bAt,
            depth,
            edge,
            0,
            width,
            add);
        copyRows(height, columns, edge, 0, width, c, at, cStride);
      }
      i += height;
    }
  }

  /// Six rows, and what does not divide by six in two even parts.
  private static int height(int rows) {
    return rows >= 2 * TILE_ROWS ? TILE_ROWS : rows <= TILE_ROWS ? rows : (rows + 1) / 2;
  }

  private static void tile(
      int height,
      int width,
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
    if (TILE_VECTORS == 4 && width == Tile4.WIDTH) {
      Tile4.rows(height, a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
    } else if (width == Tile2.WIDTH) {
      Tile2.rows(height, a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
    } else {
      Tile1.rows(height, a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
    }
  }

  private static void copyRows(
      int rows,
      int columns,
      float[] from,
      int fromAt,
      int fromStride,
      float[] to,
      int toAt,
      int toStride) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[toAt + i * toStride + j] = from[fromAt + i * fromStride + j];
      }
    }
  }

  /// Scratch of at least this size: the same, or new.
  static float[] grown(float[] scratch, int size) {
    return scratch.length >= size ? scratch : new float[size];
  }
}
