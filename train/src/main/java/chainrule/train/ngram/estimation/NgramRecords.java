package chainrule.train.ngram.estimation;

/// How n-grams stand in records: n words, the oldest first, then what is known of them. Counts take
/// two ints, the lower half first; the highest bit marks what is pruned.
final class NgramRecords {
  /// Ints that a count takes.
  static final int COUNT = 2;

  private static final long PRUNED = 1L << 63;

  private NgramRecords() {}

  static void putCount(int[] to, int at, long count, boolean kept) {
    long bits = kept ? count : count | PRUNED;
    to[at] = (int) bits;
    to[at + 1] = (int) (bits >>> 32);
  }

  static long count(Records records, int column) {
    return ((long) records.get(column + 1) << 32 | (records.get(column) & 0xFFFF_FFFFL)) & ~PRUNED;
  }

  static boolean isKept(Records records, int column) {
    return records.get(column + 1) >= 0;
  }

  /// Columns by which n-grams are in suffix order.
  static int[] suffixOrder(int n) {
    int[] columns = new int[n];
    for (int i = 0; i < n; i++) {
      columns[i] = n - 1 - i;
    }
    return columns;
  }

  /// Columns by which n-grams of one context stand together, contexts being in suffix order.
  static int[] contextOrder(int n) {
    int[] columns = new int[n];
    for (int i = 0; i < n - 1; i++) {
      columns[i] = n - 2 - i;
    }
    columns[n - 1] = n - 1;
    return columns;
  }

  /// Compares two runs of words by suffix order.
  static int compare(Records a, int aFrom, Records b, int bFrom, int words) {
    for (int i = words - 1; i >= 0; i--) {
      int order = Integer.compare(a.get(aFrom + i), b.get(bFrom + i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
