package chainrule.train.kernel;

import static chainrule.train.kernel.Lanes.COUNT;
import static chainrule.train.kernel.Lanes.load;
import static chainrule.train.kernel.Lanes.put;

import chainrule.tokenize.io.Parallel;
import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;
import java.util.Arrays;

/// Rows of a table. Scattering is shared out by columns, so that every number is added up by one
/// thread in the order of the ids.
final class VectorLookups implements Lookups {
  private final Parallel parallel;

  VectorLookups(Parallel parallel) {
    this.parallel = parallel;
  }

  @Override
  public void gather(int count, int width, Tensor table, Tensor ids, Target y) {
    float[] from = table.floats();
    float[] to = y.tensor().floats();
    Spans.run(
        parallel,
        count,
        width,
        (start, end) -> {
          for (int n = start; n < end; n++) {
            int row = ids.id(n);
            int at = table.offset() + row * width;
            int toAt = y.tensor().offset() + n * width;
            if (row < 0) {
              if (!y.adds()) {
                Arrays.fill(to, toAt, toAt + width, 0);
              }
            } else if (y.adds()) {
              addRow(width, from, at, to, toAt);
            } else {
              System.arraycopy(from, at, to, toAt, width);
            }
          }
        });
  }

  @Override
  public void scatter(int rows, int count, int width, Tensor dy, Tensor ids, Target dTable) {
    float[] from = dy.floats();
    float[] to = dTable.tensor().floats();
    int toStart = dTable.tensor().offset();
    if (!dTable.adds()) {
      Spans.run(
          parallel,
          rows * width,
          1,
          (start, end) -> Arrays.fill(to, toStart + start, toStart + end, 0));
    }
    int shares = (long) count * width < 10_000 ? 1 : parallel.threads();
    int columns = ((width + shares - 1) / shares + COUNT - 1) / COUNT * COUNT;
    parallel.run(
        shares,
        share -> {
          int first = Math.min(width, share * columns);
          int size = Math.min(columns, width - first);
          for (int n = 0; n < count && size > 0; n++) {
            int row = ids.id(n);
            if (row >= 0) {
              int at = dy.offset() + n * width + first;
              addRow(size, from, at, to, toStart + row * width + first);
            }
          }
        });
  }

  static void addRow(int width, float[] from, int at, float[] to, int toAt) {
    int i = 0;
    for (; i <= width - COUNT; i += COUNT) {
      put(true, load(from, at + i), to, toAt + i);
    }
    for (; i < width; i++) {
      to[toAt + i] += from[at + i];
    }
  }

  @Override
  public int firstOutside(int rows, Tensor ids) {
    int[] numbers = ids.ints();
    for (int n = 0; n < ids.size(); n++) {
      if (numbers[ids.offset() + n] >= rows) {
        return n;
      }
    }
    return -1;
  }
}
