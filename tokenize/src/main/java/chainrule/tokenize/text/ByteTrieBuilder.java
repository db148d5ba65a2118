package chainrule.tokenize.text;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;

/// Places the nodes of a [ByteTrie], breadth first, each at the first base where its children fit.
/// Free units form a ring; a node that does not fit in many tries gets a fresh block of 256.
final class ByteTrieBuilder {
  private static final int BLOCK = 256;
  private static final int TRIES = 32;
  private static final int NONE = -1;

  private final List<byte[]> keys;
  private final int[] values;
  private int size; // units in use or free
  private long[] units = new long[4 * BLOCK];
  private int[] next = new int[4 * BLOCK]; // in the ring of free units; NONE for a used one
  private int[] previous = new int[4 * BLOCK];
  private int free = NONE; // where to look first
  private final BitSet bases = new BitSet();

  /// A node whose children are to be placed: its unit, and the keys that pass through it.
  private record Node(int unit, int label, int from, int to, int depth) {}

  /// @param keys distinct, in ascending order of unsigned bytes
  ByteTrieBuilder(List<byte[]> keys, int[] values) {
    this.keys = keys;
    this.values = values;
  }

  long[] build() {
    grow();
    take(0);
    Queue<Node> open = new ArrayDeque<>();
    BitSet leaves = new BitSet();
    open.add(new Node(0, ByteTrie.NO_LABEL, 0, keys.size(), 0));
    int[] labels = new int[BLOCK];
    int[] begins = new int[BLOCK + 1];
    while (!open.isEmpty()) {
      Node node = open.remove();
      int from = node.from;
      int value = NONE;
      if (from < node.to && keys.get(from).length == node.depth) {
        value = values[from++];
      }
      int children = children(from, node.to, node.depth, labels, begins);
      int base = children == 0 ? 0 : base(labels, children);
      units[node.unit] = ByteTrie.unit(node.label, base, value);
      leaves.set(node.unit, children == 0);
      for (int child = 0; child < children; child++) {
        int unit = base ^ labels[child];
        take(unit);
        open.add(new Node(unit, labels[child], begins[child], begins[child + 1], node.depth + 1));
      }
    }
    int dead = size; // a block that nothing stands in: the base of all leaves
    grow();
    leaves.stream().forEach(leaf -> units[leaf] |= ByteTrie.unit(0, dead, NONE));
    return Arrays.copyOf(units, size);
  }

  /// Finds the distinct bytes at a depth, and where the keys with each begin.
  private int children(int from, int to, int depth, int[] labels, int[] begins) {
    int count = 0;
    int last = NONE;
    for (int key = from; key < to; key++) {
      int label = keys.get(key)[depth] & 0xff;
      if (label != last) {
        labels[count] = label;
        begins[count++] = key;
        last = label;
      }
    }
    begins[count] = to;
    return count;
  }

  private int base(int[] labels, int count) {
    int unit = free;
    for (int tries = 0; unit != NONE && tries < TRIES; tries++) {
      int base = unit ^ labels[0];
      if (base > 0 && !bases.get(base) && fits(base, labels, count)) {
        bases.set(base);
        return base;
      }
      unit = next[unit];
      if (unit == free) {
        break;
      }
    }
    free = unit; // what was hard to fill is tried again later
    int base = size;
    grow();
    bases.set(base);
    return base;
  }

  private boolean fits(int base, int[] labels, int count) {
    for (int i = 1; i < count; i++) {
      if (next[base ^ labels[i]] == NONE) {
        return false;
      }
    }
    return true;
  }

  private void take(int unit) {
    int after = next[unit];
    if (after == unit) {
      free = NONE;
    } else {
      next[previous[unit]] = after;
      previous[after] = previous[unit];
      if (free == unit) {
        free = after;
      }
    }
    next[unit] = NONE;
  }

  /// Adds a block of free units at the ring's end.
  private void grow() {
    int from = size;
    int to = from + BLOCK;
    if (to > ByteTrie.MOST_UNITS) {
      throw new IllegalArgumentException(
          "the trie has more than " + ByteTrie.MOST_UNITS + " units");
    }
    size = to;
    if (to > units.length) {
      units = Arrays.copyOf(units, 2 * to);
      next = Arrays.copyOf(next, 2 * to);
      previous = Arrays.copyOf(previous, 2 * to);
    }
    Arrays.fill(units, from, to, ByteTrie.unit(ByteTrie.NO_LABEL, 0, NONE));
    for (int unit = from; unit < to; unit++) {
      next[unit] = unit + 1;
      previous[unit] = unit - 1;
    }
    if (free == NONE) {
      free = from;
      next[to - 1] = from;
      previous[from] = to - 1;
    } else {
      int last = previous[free];
      next[last] = from;
      previous[from] = last;
      next[to - 1] = free;
      previous[free] = to - 1;
    }
  }
}
