package chainrule.train.ngram;

/// A set of slots of one table, a bit for each.
final class SlotSet {
  private static final int PAGE_BITS = 20;
  private final long[][] pages;

  SlotSet(long slots) {
    pages = new long[Math.toIntExact((slots >>> PAGE_BITS) + 1)][];
  }

  void add(long slot) {
    int page = (int) (slot >>> PAGE_BITS);
    if (pages[page] == null) {
      pages[page] = new long[1 << (PAGE_BITS - 6)];
    }
    pages[page][(int) (slot >>> 6) & (1 << (PAGE_BITS - 6)) - 1] |= 1L << slot;
  }

  boolean contains(long slot) {
    long[] page = pages[(int) (slot >>> PAGE_BITS)];
    return page != null
        && (page[(int) (slot >>> 6) & (1 << (PAGE_BITS - 6)) - 1] >>> slot & 1) != 0;
  }
}
