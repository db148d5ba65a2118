package chainrule.train.ngram;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Goes through the [Records] of a table region by region. Partitions lie in the order of the keys,
/// and so do regions; but a region may begin in one partition and end in the next.
final class RegionRecords implements Iterator<long[]> {
  private final Records records;
  private final TableShape shape;
  private int partition; // the next to be loaded
  private long region; // the next to be given
  private long loadedFrom; // the region of starts[0]
  private long[] sorted = {}; // by region
  private int[] starts = {0}; // of each region in sorted, and the end

  RegionRecords(Records records, TableShape shape) {
    this.records = records;
    this.shape = shape;
  }

  @Override
  public boolean hasNext() {
    return region < shape.regions();
  }

  /// The pairs of the next region, perhaps none.
  @Override
  public long[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    // The last region that is loaded may go on in the next partition.
    while (region >= loadedFrom + starts.length - 2 && partition < records.partitions()) {
      load();
    }
    int at = (int) (region - loadedFrom);
    region++;
    return at < starts.length - 1
        ? Arrays.copyOfRange(sorted, starts[at], starts[at + 1])
        : new long[0];
  }

  /// Counting sort of what is left of the last partition and the next one.
  private void load() {
    int done = (int) Math.min(region - loadedFrom, starts.length - 1);
    long[] rest = Arrays.copyOfRange(sorted, starts[done], sorted.length);
    long[] more = records.partition(partition++);
    long[] all = Arrays.copyOf(rest, rest.length + more.length);
    System.arraycopy(more, 0, all, rest.length, more.length);

    long last = region;
    int[] regions = new int[all.length / 2];
    for (int i = 0; i < regions.length; i++) {
      long of = shape.line(all[2 * i]) / TableShape.LINES_OF_REGION;
      regions[i] = (int) (of - region);
      last = Math.max(last, of);
    }
    loadedFrom = region;
    starts = new int[(int) (last - region) + 2];
    for (int of : regions) {
      starts[of + 1] += 2;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] next = starts.clone();
    sorted = new long[all.length];
    for (int i = 0; i < regions.length; i++) {
      int to = next[regions[i]];
      sorted[to] = all[2 * i];
      sorted[to + 1] = all[2 * i + 1];
      next[regions[i]] = to + 2;
    }
  }
}
