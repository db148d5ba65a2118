package chainrule.train.ngram.estimation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Several sorted sources of records as one, by a heap of those that are not at their end. Of equal
/// records those of the earlier source come first.
final class MergedRecords implements Records {
  private final List<Records> sources;
  private final int[] columns;
  private final int[] heap; // numbers of sources, the smallest record first
  private int size;
  private boolean begun;

  MergedRecords(List<Records> sources, int[] columns) {
    this.sources = new ArrayList<>(sources);
    this.columns = columns;
    this.heap = new int[sources.size()];
  }

  @Override
  public boolean next() throws IOException {
    if (!begun) {
      begun = true;
      for (int i = 0; i < sources.size(); i++) {
        if (sources.get(i).next()) {
          heap[size++] = i;
        }
      }
      for (int i = size / 2 - 1; i >= 0; i--) {
        sink(i);
      }
      return size > 0;
    }
    if (size == 0) {
      return false;
    }
    if (!sources.get(heap[0]).next()) {
      heap[0] = heap[--size];
    }
    sink(0);
    return size > 0;
  }

  private void sink(int from) {
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], heap[at])) {
        return;
      }
      int swap = heap[at];
      heap[at] = heap[child];
      heap[child] = swap;
      at = child;
    }
  }

  private boolean before(int one, int other) {
    Records a = sources.get(one);
    Records b = sources.get(other);
    for (int column : columns) {
      int x = a.get(column);
      int y = b.get(column);
      if (x != y) {
        return x < y;
      }
    }
    return one < other;
  }

  @Override
  public int get(int column) {
    return sources.get(heap[0]).get(column);
  }

  @Override
  public void copy(int[] to, int at, int count) {
    sources.get(heap[0]).copy(to, at, count);
  }

  @Override
  public void close() throws IOException {
    for (Records source : sources) {
      source.close();
    }
  }
}
