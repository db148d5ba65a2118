package chainrule.tokenize.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A double-array trie over byte strings: one load and one comparison for each byte. The unit at
/// index `base ^ byte` is a node's child by that byte if it carries that byte as its label; no two
/// nodes share a base, so that the label alone tells. Immutable.
///
/// A unit, which also stands for its node, holds from the low end: 9 bits of label (one more than a
/// byte, so that an unused unit fits none), 27 bits of base, and 28 bits of value plus one.
public final class ByteTrie {
  public static final long NO_NODE = -1;

  private static final int LABEL_BITS = 9;
  private static final int BASE_BITS = 27;
  private static final long LABEL_MASK = (1 << LABEL_BITS) - 1;
  private static final long BASE_MASK = (1 << BASE_BITS) - 1;
  static final int MOST_UNITS = 1 << BASE_BITS;
  static final int NO_LABEL = 256;

  private final long[] units;

  private ByteTrie(long[] units) {
    this.units = units;
  }

  /// @param keys distinct; the value of each is its index
  public static ByteTrie of(List<byte[]> keys) {
    int[] values =
        IntStream.range(0, keys.size())
            .boxed()
            .sorted(Comparator.comparing(keys::get, Arrays::compareUnsigned))
            .mapToInt(i -> i)
            .toArray();
    List<byte[]> sorted = IntStream.of(values).mapToObj(keys::get).toList();
    return new ByteTrie(new ByteTrieBuilder(sorted, values).build());
  }

  public long root() {
    return units[0];
  }

  /// The child of a node, or [#NO_NODE].
  public long child(long node, byte label) {
    long unit = units[(int) ((node >>> LABEL_BITS) & BASE_MASK) ^ (label & 0xff)];
    return (unit & LABEL_MASK) == (label & 0xff) ? unit : NO_NODE;
  }

  /// The node that a string leads to, or [#NO_NODE].
  public long descend(long node, byte[] text, int from, int to) {
    for (int i = from; i < to && node != NO_NODE; i++) {
      node = child(node, text[i]);
    }
    return node;
  }

  /// The value of the key that ends at this node, or -1.
  public static int value(long node) {
    return (int) (node >>> (LABEL_BITS + BASE_BITS)) - 1;
  }

  /// The value of a whole key, or -1.
  public int get(byte[] key, int from, int to) {
    long node = descend(root(), key, from, to);
    return node == NO_NODE ? -1 : value(node);
  }

  static long unit(int label, int base, int value) {
    return ((long) (value + 1) << (LABEL_BITS + BASE_BITS)) | ((long) base << LABEL_BITS) | label;
  }
}
