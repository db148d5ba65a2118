package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.FLOATS;
import static chainrule.train.kernel.Lanes.TILE_VECTORS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// How the right-hand matrix of a product is cut: in blocks of depth that stay in the second-level
/// cache, and these in panels of one, two or four vectors of columns that [Tile4] and its siblings
/// read from front to back. The last panel is filled up with anything; a single column that is left
/// is a panel by itself.
final class Panels {
  /// Deep enough to hide the loads and stores of a tile, shallow enough for the cache.
  private static final int DEPTH = 512;

  private Panels() {}

  static int blocks(int depth) {
    return Math.max(1, (depth + DEPTH - 1) / DEPTH);
  }

  /// Where block `n` begins; blocks are even. This alone fixes the order of every sum.
  static int blockStart(int n, int depth) {
    return (int) ((long) depth * n / blocks(depth));
  }

  static int blockDepth(int depth) {
    return (depth + blocks(depth) - 1) / blocks(depth);
  }

  /// The width of the next panel where so many columns are left.
  static int width(int columns) {
    if (columns == 1) {
      return 1;
    }
    int vectors = padded(columns) / COUNT;
    return COUNT * (vectors >= TILE_VECTORS ? TILE_VECTORS : vectors >= 2 ? 2 : 1);
  }

  /// Columns with those that fill up the last panel.
  static int padded(int columns) {
    return columns % COUNT == 1 ? columns : (columns + COUNT - 1) / COUNT * COUNT;
  }

  /// Packs a block of the right side, `depth` by `columns` numbers from `at` on, into a panel of
  /// `width`.
  static void pack(
      Side right,
      int at,
      int depth,
      int columns,
      int width,
      float[] panel,
      int panelAt,
      float[] block) {
    float[] b = right.numbers;
    int stride = right.stride;
    if (right.transposed) {
      Transpose.copy(b, at, stride, columns, depth, panel, panelAt, width, block);
      for (int k = 0; columns < width && k < depth; k++) {
        Arrays.fill(panel, panelAt + k * width + columns, panelAt + (k + 1) * width, 0);
      }
    } else if (width == 1) {
      for (int k = 0; k < depth; k++) {
        panel[panelAt + k] = b[at + k * stride];
      }
    } else if (columns < width) {
      for (int k = 0; k < depth; k++) {
        packTail(b, at + k * stride, columns, width, panel, panelAt + k * width);
      }
    } else if (width == 4 * COUNT) {
      for (int k = 0; k < depth; k++) {
        int from = at + k * stride;
        int row = panelAt + k * width;
        FloatVector.fromArray(FLOATS, b, from).intoArray(panel, row);
        FloatVector.fromArray(FLOATS, b, from + COUNT).intoArray(panel, row + COUNT);
        FloatVector.fromArray(FLOATS, b, from + 2 * COUNT).intoArray(panel, row + 2 * COUNT);
        FloatVector.fromArray(FLOATS, b, from + 3 * COUNT).intoArray(panel, row + 3 * COUNT);
      }
    } else {
      for (int k = 0; k < depth; k++) {
        for (int j = 0; j < width; j += COUNT) {
          FloatVector.fromArray(FLOATS, b, at + k * stride + j)
              .intoArray(panel, panelAt + k * width + j);
        }
      }
    }
  }

  /// A row of the last panel: whole vectors, as long as the array goes on. Nobody looks at what
  /// stands in their lanes beyond `columns`.
  private static void packTail(
      float[] b, int from, int columns, int width, float[] panel, int row) {
    if (from + width <= b.length) {
      for (int j = 0; j < width; j += COUNT) {
        FloatVector.fromArray(FLOATS, b, from + j).intoArray(panel, row + j);
      }
    } else {
      System.arraycopy(b, from, panel, row, columns);
      Arrays.fill(panel, row + columns, row + width, 0);
    }
  }
}
