package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.TILE_VECTORS;

/// One thread's share of a matrix product, with the scratch that it needs. Every element of the
/// result is the sum over its depth in one fixed order: within a block of [Panels] one product
/// after the other, then block after block.
final class Product {
  private static final int TILE_ROWS = 6;

  /// Rows of the left side that stay in the second-level cache while panels pass by.
  private static final int ROWS = 192;

  /// Columns of the right side that are packed at once and pass by every block of rows.
  private static final int COLUMNS = 384;

  private final Packed panels = new Packed();
  private final float[] block = new float[COUNT * COUNT];
  private final float[] edge = new float[TILE_ROWS * TILE_VECTORS * COUNT];
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
    if (a.transposed && (b.transposed || rows > columns)) {
      runTurned(rows, columns, depth, a, b, c, cAt, cStride, add);
    } else {
      runBlocks(rows, columns, depth, a, b, c, cAt, cStride, add);
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
    int high = Math.min(COLUMNS, rows);
    turned = grown(turned, columns * high);
    for (int i = 0; i < rows; i += high) {
      int used = Math.min(high, rows - i);
      int at = cAt + i * cStride;
      if (add) {
        Transpose.copy(c, at, cStride, used, columns, turned, 0, used, block);
      }
      runBlocks(columns, used, depth, b.turned(), a.row(i).turned(), turned, 0, used, add);
      Transpose.copy(turned, 0, used, columns, used, c, at, cStride, block);
    }
  }

  /// Reads the left side once or a few times, however many panels there are: these are packed
  /// several at a time, and then a block of rows stays in the cache for all of them.
  private void runBlocks(
      int rows,
      int columns,
      int depth,
      Side a,
      Side b,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int most = rows <= ROWS ? TILE_VECTORS * COUNT : COLUMNS; // no other rows ask for a panel
    for (int n = 0; n < Panels.blocks(depth); n++) {
      int k = Panels.blockStart(n, depth);
      int deep = Panels.blockStart(n + 1, depth) - k;
      for (int j = 0; j < columns; j += most) {
        int wide = Math.min(most, columns - j);
        panels.pack(b.row(k).column(j), deep, wide);
        for (int i = 0; i < rows; i += ROWS) {
          int high = Math.min(ROWS, rows - i);
          int at = cAt + i * cStride + j;
          runPacked(high, wide, deep, a.row(i).column(k), panels, c, at, cStride, add || n > 0);
        }
      }
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
    } else if (width == 1) {
      TileColumn.rows(height, a, aAt, aStride, aStep, b, bAt, depth, c, cAt, cStride, add);
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
