package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.TempFolder;
import java.io.IOException;

/// Reads all counts of all orders off counted N-grams in suffix order. What ends in the same words
/// stands together, so one path of open n-grams is enough: each is closed when the next record no
/// longer ends in it.
final class NgramScan implements AutoCloseable {
  private final int order;
  private final boolean markers;
  private final boolean contexts;
  private final Pruning pruning;
  private final RecordFile.Writer[] writers; // by n; none for order 1
  private final int[] path;
  private final long[] raw; // by n
  private final long[] kinds; // by n: different words before it
  private int open; // n-grams of orders 1 to this are open
  private final long[][] times;
  private final long[] all;
  private final long[] kept;
  private final long[] unigrams;
  private final boolean[] keptUnigrams;
  private final int[] record;

  /// @param contexts whether to count different words before n-grams below the highest order
  NgramScan(
      TempFolder temporary,
      int order,
      int words,
      boolean markers,
      boolean contexts,
      Pruning pruning)
      throws IOException {
    this.order = order;
    this.markers = markers;
    this.contexts = contexts;
    this.pruning = pruning;
    this.writers = new RecordFile.Writer[order + 1];
    for (int n = 2; n <= order; n++) {
      writers[n] = new RecordFile.Writer(temporary, "order" + n, n + NgramRecords.COUNT);
    }
    this.path = new int[order];
    this.raw = new long[order + 1];
    this.kinds = new long[order + 1];
    this.times = new long[order + 1][CountsOfCounts.LARGEST + 1];
    this.all = new long[order + 1];
    this.kept = new long[order + 1];
    this.unigrams = new long[words];
    this.keptUnigrams = new boolean[words];
    this.record = new int[order + NgramRecords.COUNT];
  }

  /// @param grams N words and a count each; equal ones may come more than once
  void scan(Records grams) throws IOException {
    boolean first = true;
    while (grams.next()) {
      long count = NgramRecords.count(grams, order);
      int same = first ? 0 : same(grams);
      first = false;
      if (same < order) {
        close(same, false);
      }
      for (int n = 1; n <= Math.min(same, open); n++) {
        raw[n] += count;
      }
      if (same == order) {
        continue;
      }
      if (same > 0) {
        kinds[same]++;
      }
      grams.copy(path, 0, order);
      open = depth();
      for (int n = same + 1; n <= open; n++) {
        raw[n] = count;
        kinds[n] = 1;
      }
    }
    close(0, true);
  }

  private int same(Records grams) {
    int same = 0;
    while (same < order && path[order - 1 - same] == grams.get(order - 1 - same)) {
      same++;
    }
    return same;
  }

  /// The longest n-gram of the path that does not reach over its sentence's beginning.
  private int depth() {
    int n = 1;
    while (n < order && path[order - 1 - n] != Special.BEGIN) {
      n++;
    }
    return n < order && markers ? n + 1 : n;
  }

  /// Closes the n-grams that are longer than `to`.
  private void close(int to, boolean last) throws IOException {
    for (int n = open; n > to; n--) {
      closeOne(n, last);
    }
    open = Math.min(open, to);
  }

  private void closeOne(int n, boolean last) throws IOException {
    int from = order - n;
    boolean kinded = contexts && n < order;
    long count = kinded && !(markers && path[from] == Special.BEGIN) ? kinds[n] : raw[n];
    boolean stays = stays(n, from);
    // The n-grams that come last are counted by their occurrences among the counts of counts,
    // whatever the others are counted by: so does KenLM, whose discounts ours are to equal.
    long counted = kinded && last ? raw[n] : count;
    if (counted <= CountsOfCounts.LARGEST) {
      times[n][(int) counted]++;
    }
    all[n]++;
    kept[n] += stays ? 1 : 0;
    if (n == 1) {
      unigrams[path[from]] = count;
      keptUnigrams[path[from]] = stays;
    } else {
      System.arraycopy(path, from, record, 0, n);
      NgramRecords.putCount(record, n, count, stays);
      writers[n].write(record, 0, n + NgramRecords.COUNT);
    }
  }

  private boolean stays(int n, int from) {
    if (n == 1 && path[from] < Special.WORDS.size()) {
      return true;
    }
    boolean stays = raw[n] > pruning.threshold(n);
    for (int i = from; stays && i < order; i++) {
      stays = path[i] == Special.BEGIN || path[i] == Special.END || pruning.allows(path[i]);
    }
    return stays;
  }

  CountsOfCounts countsOfCounts(int n) {
    return new CountsOfCounts(times[n], all[n], kept[n]);
  }

  long[] unigrams() {
    return unigrams;
  }

  boolean[] keptUnigrams() {
    return keptUnigrams;
  }

  /// The n-grams of an order of 2 or more, each with its count, in suffix order.
  RecordFile finish(int n) throws IOException {
    return writers[n].finish();
  }

  @Override
  public void close() throws IOException {
    for (int n = 2; n <= order; n++) {
      writers[n].close();
    }
  }
}
