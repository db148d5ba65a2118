package chainrule.train.kernel;

import chainrule.train.tensor.Target;
import chainrule.train.tensor.Tensor;

/// Rows of a table, by number.
public interface Lookups {
  /// `y[n] (+)= table[ids[n]]`; zeros where the id is negative.
  ///
  /// @param table `[rows, width]`
  /// @param ids `INT32 [count]`, below `rows`
  /// @param y `[count, width]`
  void gather(int count, int width, Tensor table, Tensor ids, Target y);

  /// `dTable[ids[n]] += dy[n]`, in the order of `n`; a target that overwrites is zeroed first.
  ///
  /// @param rows of the table
  void scatter(int rows, int count, int width, Tensor dy, Tensor ids, Target dTable);

  /// The first place whose id is not below `rows`, or -1.
  int firstOutside(int rows, Tensor ids);
}
