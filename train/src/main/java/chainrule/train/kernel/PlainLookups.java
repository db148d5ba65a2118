package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Rows of a table, copied one by one.
final class PlainLookups implements Lookups {
  @Override
  public void gather(int count, int width, Tensor table, Tensor ids, Target y) {
    for (int n = 0; n < count; n++) {
      int row = ids.id(n);
      for (int j = 0; j < width; j++) {
        y.put(n * width + j, row < 0 ? 0 : table.get(row * width + j));
      }
    }
  }

  @Override
  public void scatter(int rows, int count, int width, Tensor dy, Tensor ids, Target dTable) {
    double[] sums = new double[Math.multiplyExact(rows, width)];
    for (int n = 0; n < count; n++) {
      int row = ids.id(n);
      for (int j = 0; j < width && row >= 0; j++) {
        sums[row * width + j] += dy.get(n * width + j);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      dTable.put(i, sums[i]);
    }
  }

  @Override
  public int firstOutside(int rows, Tensor ids) {
    for (int n = 0; n < ids.size(); n++) {
      if (ids.id(n) >= rows) {
        return n;
      }
    }
    return -1;
  }
}
