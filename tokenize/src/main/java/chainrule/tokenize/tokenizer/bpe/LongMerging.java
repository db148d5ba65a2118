package chainrule.tokenize.tokenizer.bpe;

import java.util.Arrays;

/// Merges a long piece: symbols in a linked list, their pairs in a heap by rank and place. A pair
/// that has changed meanwhile is left in the heap and skipped when it comes up.
final class LongMerging {
  private final Merges merges;
  private final int[] ids;
  private final int[] ends;
  private final int count;
  private final int[] ranks; // of the pair that begins here; NONE where the symbol is gone
  private final int[] next;
  private final int[] previous;
  private long[] heap; // rank and place in one number, the smallest first
  private int size;

  LongMerging(Merges merges, int[] ids, int[] ends, int count) {
    this.merges = merges;
    this.ids = ids;
    this.ends = ends;
    this.count = count;
    this.ranks = new int[count];
    this.next = new int[count];
    this.previous = new int[count];
    this.heap = new long[count];
  }

  int run() {
    for (int i = 0; i < count; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      ranks[i] = i + 1 < count ? merges.rank(ids[i], ids[i + 1]) : Merges.NONE;
      if (ranks[i] != Merges.NONE) {
        heap[size++] = key(i);
      }
    }
    for (int i = (size - 2) >> 1; i >= 0; i--) {
      sink(i, heap[i]);
    }
    while (size > 0) {
      long top = heap[0];
      int at = (int) top;
      if (ranks[at] == (int) (top >>> 32)) {
        join(at);
      } else {
        drop();
      }
    }
    return compact();
  }

  private long key(int at) {
    return ((long) ranks[at] << 32) | at;
  }

  /// Merges the symbol with its neighbour; the pair is on top of the heap.
  private void join(int at) {
    int gone = next[at];
    int after = next[gone];
    ids[at] = merges.result(ranks[at]);
    ends[at] = ends[gone];
    ranks[gone] = Merges.NONE;
    next[at] = after;
    if (after < count) {
      previous[after] = at;
    }
    ranks[at] = after < count ? merges.rank(ids[at], ids[after]) : Merges.NONE;
    if (ranks[at] != Merges.NONE) {
      sink(0, key(at));
    } else {
      drop();
    }
    int before = previous[at];
    if (before >= 0) {
      ranks[before] = merges.rank(ids[before], ids[at]);
      if (ranks[before] != Merges.NONE) {
        push(key(before));
      }
    }
  }

  private void drop() {
    size--;
    if (size > 0) {
      sink(0, heap[size]);
    }
  }

  private void push(long key) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * size));
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (heap[parent] <= key) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = key;
  }

  private void sink(int from, long key) {
    int at = from;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= key) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = key;
  }

  private int compact() {
    int kept = 0;
    for (int i = 0; i < count; i = next[i]) {
      ids[kept] = ids[i];
      ends[kept++] = ends[i];
    }
    return kept;
  }
}
