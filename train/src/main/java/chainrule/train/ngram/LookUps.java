package chainrule.train.ngram;

/// Looks many n-grams up in one table at once: first the lines of a group are called from memory,
/// all of them on their way together, then each is searched; and the same once more for those that
/// are not at home. Where the table does not fit the cache, that is several times as fast as one by
/// one. For one thread.
final class LookUps {
  /// How many are worth looking up at once.
  static final int GROUP = 64;

  private final long[] x = new long[GROUP];
  private final long[] lines = new long[GROUP];
  private final long[] prints = new long[GROUP];
  private final int[] away = new int[GROUP];

  /// Replaces each suffix by the slot of the n-gram that has the word before it, or by
  /// [NgramTable#ABSENT].
  ///
  /// @param to at most [#GROUP] after `from`
  void find(NgramTable table, long[] suffixes, int[] words, int from, int to) {
    int size = to - from;
    locate(table, suffixes, words, from, size);
    call(table, size);
    int left = searchHomes(table, suffixes, from, size);
    call(table, left);
    searchAway(table, suffixes, from, left);
  }

  private void locate(NgramTable table, long[] suffixes, int[] words, int from, int size) {
    for (int i = 0; i < size; i++) {
      x[i] = table.scramble(suffixes[from + i], words[from + i]);
      lines[i] = table.home(x[i]);
    }
  }

  /// So little is done for each line that many fit into the processor's window: none waits for
  /// another.
  private void call(NgramTable table, int size) {
    for (int i = 0; i < size; i++) {
      prints[i] = table.prints(lines[i]);
    }
  }

  /// @return how many may be away, whose other lines stand in front then
  private int searchHomes(NgramTable table, long[] slots, int from, int size) {
    int left = 0;
    for (int i = 0; i < size; i++) {
      long slot = table.findAtHome(x[i], lines[i], prints[i]);
      slots[from + i] = slot;
      if (slot == NgramTable.AWAY) {
        lines[left] = table.otherLine(x[i], lines[i]);
        away[left++] = i;
      }
    }
    return left;
  }

  private void searchAway(NgramTable table, long[] slots, int from, int left) {
    for (int i = 0; i < left; i++) {
      slots[from + away[i]] = table.findAway(x[away[i]], lines[i], prints[i]);
    }
  }
}
