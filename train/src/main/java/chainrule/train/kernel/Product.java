package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.TILE_VECTORS;

/// One thread's share of a matrix product, with the scratch that it needs. Every element of the
/// result is the sum over its depth in one fixed order: within a block of [Panels] one product
/// after the other, then block after block.
final class Product {
  private static final int TILE_ROWS = 6;

  /// So few rows use one panel after the other, while a nearer cache has it; so few columns are not
  /// worth a left side that is read by jumps.
  private static final int FEW = 192;

  /// Numbers of the right side that stay in the second-level cache.
  private static final int CACHED = 3 << 16;

  private static final int PANEL = TILE_VECTORS * COUNT; // columns

  /// Rows of a result that are computed as columns at once.
  private static final int TURNED = 384;

  private final Packed panels = new Packed();
  private final float[] block = new float[COUNT * COUNT];
  private final float[] edge = new float[TILE_ROWS * PANEL];
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
    boolean packsLarger = rows > columns && columns <= FEW;
    if (a.transposed && (b.transposed || packsLarger)) {
      runTurned(rows, columns, depth, a, b, c, cAt, cStride, add);
    } else {
      runBlocks(rows, columns, depth, a, b, c, cAt, cStride, add);
    }
  }

  /// The same as `cᵀ = bᵀ · aᵀ`, to the bit. Tiles jump through a left side that is stored by
  /// columns, [Panels] reads along what it packs: so where few columns share the jumps, the larger
  /// side is packed here, and the result turned.
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
    int high = Math.min(TURNED, rows);
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

  /// Packs what stays in the cache and lets all rows pass by, block after block.
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
    int most = together(rows, Panels.blockDepth(depth));
    for (int n = 0; n < Panels.blocks(depth); n++) {
      int k = Panels.blockStart(n, depth);
      int deep = Panels.blockStart(n + 1, depth) - k;
      for (int j = 0, next; j < columns; j = next) {
        next = next(j, most, columns);
        int wide = next - j;
        panels.pack(b.row(k).column(j), deep, wide);
        Side left = a.column(k);
        runPacked(rows, wide, deep, left, panels, c, cAt + j, cStride, add || n > 0);
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
    runPacked(0, rows, columns, 0, depth, a, b, c, cAt, cStride, add);
  }

  /// Of that the rows from `row` to `end`, exclusive, summed over the depth from `start` on.
  void runPacked(
      int row,
      int end,
      int columns,
      int start,
      int depth,
      Side a,
      Packed b,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    int deep = depth - start;
    int most = together(end - row, deep);
    int skipped = start * a.along();
    for (int first = 0, next; first < columns; first = next) {
      next = next(first, most, columns);
      int wide = next - first;
      boolean pairs =
          TILE_VECTORS == 4 && wide > PANEL && wide % PANEL == 1 && b.width(next - 1) == 1;
      int single = pairs ? next - 1 : next; // column that goes with the panel before it
      for (int i = row; i < end; ) {
        int height = pairs ? Math.min(Tile4AndColumn.ROWS, end - i) : height(end - i);
        int left = a.at + i * a.down() + skipped;
        for (int j = first; j < single; ) {
          int width = b.width(j);
          int used = Math.min(width, columns - j);
          int right = b.panel(j) + start * width;
          int at = cAt + i * cStride + j;
          if (pairs && j + width == single) {
            Tile4AndColumn.rows(
                height,
                a.numbers,
                left,
                a.down(),
                a.along(),
                b.panels(),
                right,
                b.panel(single) + start,
                deep,
                c,
                at,
                cStride,
                add);
          } else {
            tile(height, used, width, deep, a, left, b.panels(), right, c, at, cStride, add);
          }
          j += width;
        }
        i += height;
      }
    }
  }

  /// Where the next columns of a right side end, of which so many go together; a last single one
  /// goes with those before it.
  private static int next(int first, int most, int columns) {
    int next = Math.min(columns, first + most);
    return columns - next == 1 ? columns : next;
  }

  /// Columns of the right side that pass by a few rows, and then by the next: with many rows
  /// several panels, so that the result is written along its rows, whose lines the processor then
  /// fetches before they are asked for.
  private static int together(int rows, int depth) {
    int panels = rows <= FEW ? 1 : Math.max(1, CACHED / PANEL / Math.max(1, depth));
    return panels * PANEL;
  }

  /// A few rows, whose numbers begin at `aAt`, by one panel.
  private void tile(
      int height,
      int columns,
      int width,
      int depth,
      Side a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    if (columns == width) {
      tile(height, width, depth, a, aAt, b, bAt, c, cAt, cStride, add);
    } else {
      if (add) {
        copyRows(height, columns, c, cAt, cStride, edge, 0, width);
      }
      tile(height, width, depth, a, aAt, b, bAt, edge, 0, width, add);
      copyRows(height, columns, edge, 0, width, c, cAt, cStride);
    }
  }

  /// Six rows, and what does not divide by six in two even parts.
  private static int height(int rows) {
    return rows >= 2 * TILE_ROWS ? TILE_ROWS : rows <= TILE_ROWS ? rows : (rows + 1) / 2;
  }

  private static void tile(
      int height,
      int width,
      int depth,
      Side a,
      int at,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int cStride,
      boolean add) {
    float[] left = a.numbers;
    int down = a.down();
    int along = a.along();
    if (TILE_VECTORS == 4 && width == Tile4.WIDTH) {
      Tile4.rows(height, left, at, down, along, b, bAt, depth, c, cAt, cStride, add);
    } else if (width == Tile2.WIDTH) {
      Tile2.rows(height, left, at, down, along, b, bAt, depth, c, cAt, cStride, add);
    } else if (width == 1) {
      TileColumn.rows(height, left, at, down, along, b, bAt, depth, c, cAt, cStride, add);
    } else {
      Tile1.rows(height, left, at, down, along, b, bAt, depth, c, cAt, cStride, add);
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
