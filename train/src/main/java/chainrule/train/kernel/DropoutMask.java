package chainrule.train.kernel;

import chainrule.train.tensor.Rng;

/// Which numbers dropout keeps: a function of key and place alone, so that a mask is never stored
/// and is the same forward, backward, after a resume and on any number of threads.
public final class DropoutMask {
  private DropoutMask() {}

  /// Whether the number at this place is kept: its 32 random bits, without a sign, are not below
  /// `rate · 2^32`.
  public static boolean keeps(long key, int place, int threshold) {
    return Integer.compareUnsigned(Rng.bits(key, place), threshold) >= 0;
  }

  public static int threshold(double rate) {
    return (int) (long) (rate * 0x1p32);
  }

  /// The key of one row, where a tensor has more places than an `int` counts (attention's
  /// probabilities, which are never written).
  public static long rowKey(long key, long row) {
    return Rng.key(key, row);
  }
}
