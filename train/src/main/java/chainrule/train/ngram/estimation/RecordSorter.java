package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.TempFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sorts more records than fit into memory: runs of as many as do are sorted by counting, column by
/// column, and written; then all runs are merged. A single run never leaves memory.
final class RecordSorter implements AutoCloseable {
  private static final int READ_AT_ONCE = 1 << 15; // ints of a run

  private final TempFolder temporary;
  private final int width;
  private final int[] columns;
  private final int[] passes;
  private final int values;
  private final int capacity; // records
  private final int[] records;
  private int size; // records
  private final List<RecordFile> runs = new ArrayList<>();

  /// @param width ints in a record
  /// @param columns to compare by, the most significant first
  /// @param passes columns to sort by, the least significant first; may leave out those by which
  ///   records come sorted already
  /// @param values more than the largest int in these columns
  /// @param expected no more records will come
  RecordSorter(
      TempFolder temporary,
      int width,
      int[] columns,
      int[] passes,
      int values,
      long expected,
      long memory) {
    this.temporary = temporary;
    this.width = width;
    this.columns = columns;
    this.passes = passes;
    this.values = values;
    long fits = Math.max(1024, (memory - 4L * values) / (4L * width + 8));
    this.capacity =
        (int) Math.max(1, Math.min(Math.min(fits, expected), (Integer.MAX_VALUE - 16) / width));
    this.records = new int[capacity * width];
  }

  /// Returns where to put the next record's ints in [#room()].
  int next() throws IOException {
    if (size == capacity) {
      spill();
    }
    return size++ * width;
  }

  int[] room() {
    return records;
  }

  private void spill() throws IOException {
    int[] order = order();
    try (RecordFile.Writer writer = new RecordFile.Writer(temporary, "run", width)) {
      for (int i = 0; i < size; i++) {
        writer.write(records, order[i] * width, width);
      }
      runs.add(writer.finish());
    }
    size = 0;
  }

  private int[] order() {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    int[] other = new int[size];
    int[] heads = new int[values];
    for (int column : passes) {
      Arrays.fill(heads, 0);
      for (int i = 0; i < size; i++) {
        heads[records[i * width + column]]++;
      }
      int sum = 0;
      for (int value = 0; value < values; value++) {
        int count = heads[value];
        heads[value] = sum;
        sum += count;
      }
      for (int i = 0; i < size; i++) {
        int record = order[i];
        other[heads[records[record * width + column]]++] = record;
      }
      int[] swap = order;
      order = other;
      other = swap;
    }
    return order;
  }

  /// All records in order; afterwards no more may be added.
  Records sorted() throws IOException {
    if (runs.isEmpty()) {
      return new InMemory(order());
    }
    if (size > 0) {
      spill();
    }
    return merge(runs, columns);
  }

  /// Records of several sorted files in the order of all; equal ones in the order of the files.
  static Records merge(List<RecordFile> runs, int[] columns) throws IOException {
    List<Records> sources = new ArrayList<>();
    for (RecordFile run : runs) {
      sources.add(run.read(READ_AT_ONCE));
    }
    return new MergedRecords(sources, columns);
  }

  @Override
  public void close() throws IOException {
    for (RecordFile run : runs) {
      run.delete();
    }
  }

  private final class InMemory implements Records {
    private final int[] order;
    private int at = -1;

    InMemory(int[] order) {
      this.order = order;
    }

    @Override
    public boolean next() {
      return ++at < order.length;
    }

    @Override
    public int get(int column) {
      return records[order[at] * width + column];
    }

    @Override
    public void copy(int[] to, int toAt, int count) {
      System.arraycopy(records, order[at] * width, to, toAt, count);
    }

    @Override
    public void close() {}
  }
}
