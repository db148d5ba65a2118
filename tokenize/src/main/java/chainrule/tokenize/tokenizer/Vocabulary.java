package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.MalformedInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/// The tokens of a model by id, and their ids by bytes. Ids may have holes. A token is a string of
/// bytes: of byte-level models the bytes themselves, not the letters by which files write them.
/// Immutable; all bytes lie in one array, because files with 250,000 tokens are loaded at every
/// start.
public final class Vocabulary {
  private final byte[] pool;
  private final int[] starts; // by id; -1 for a hole
  private final int[] ends;
  private final int[] table; // open addressing: id + 1, or 0
  private final int count;
  private final BitSet verbatim;

  private Vocabulary(
      byte[] pool, int[] starts, int[] ends, int[] table, int count, BitSet verbatim) {
    this.pool = pool;
    this.starts = starts;
    this.ends = ends;
    this.table = table;
    this.count = count;
    this.verbatim = verbatim;
  }

  /// The largest id plus one.
  public int size() {
    return starts.length;
  }

  /// How many tokens there are: the size less its holes.
  public int count() {
    return count;
  }

  public boolean has(int id) {
    return id >= 0 && id < starts.length && starts[id] >= 0;
  }

  /// Whether the token is not found by its bytes: a byte-level file wrote it in letters that stand
  /// for no bytes.
  public boolean isVerbatim(int id) {
    return verbatim.get(id);
  }

  /// The id of these bytes, or -1.
  public int id(byte[] text, int from, int to) {
    int mask = table.length - 1;
    for (int slot = hash(text, from, to) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
      int id = table[slot] - 1;
      if (Arrays.equals(pool, starts[id], ends[id], text, from, to)) {
        return id;
      }
    }
    return -1;
  }

  public int id(byte[] token) {
    return id(token, 0, token.length);
  }

  public int id(String token) {
    return id(token.getBytes(StandardCharsets.UTF_8));
  }

  /// A copy of the token's bytes; none for a hole.
  public byte[] token(int id) {
    return has(id) ? Arrays.copyOfRange(pool, starts[id], ends[id]) : new byte[0];
  }

  public String string(int id) {
    return has(id)
        ? new String(pool, starts[id], ends[id] - starts[id], StandardCharsets.UTF_8)
        : "";
  }

  public int length(int id) {
    return ends[id] - starts[id];
  }

  /// The array that holds every token's bytes, from [#start] on.
  public byte[] pool() {
    return pool;
  }

  public int start(int id) {
    return starts[id];
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (text[i] & 0xff)) * 0x01000193;
    }
    hash *= 0x9e3779b1;
    return hash ^ (hash >>> 15);
  }

  /// Collects tokens in any order.
  public static final class Builder {
    private final String source;
    private byte[] pool = new byte[1 << 16];
    private int length;
    private int[] starts = new int[1 << 10];
    private int[] ends = new int[1 << 10];
    private int size;
    private int count;
    private final BitSet verbatim = new BitSet();

    /// @param source what messages call the vocabulary: the file's name
    public Builder(String source) {
      this.source = source;
      Arrays.fill(starts, -1);
    }

    public Builder add(int id, String token) {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return add(id, bytes, 0, bytes.length);
    }

    /// A token that no text becomes, and that decodes to these bytes.
    public Builder addVerbatim(int id, byte[] text, int from, int to) {
      add(id, text, from, to);
      verbatim.set(id);
      return this;
    }

    public Builder add(int id, byte[] token) {
      return add(id, token, 0, token.length);
    }

    public Builder add(int id, byte[] text, int from, int to) {
      if (id < 0 || id >= 1 << 24) {
        throw new MalformedInput(
            source,
            "",
            "token '"
                + new String(text, from, to - from, StandardCharsets.UTF_8)
                + "' has id "
                + id,
            "ids begin at 0 and stay below " + (1 << 24));
      }
      if (id >= starts.length) {
        int before = starts.length;
        int capacity = Math.max(id + 1, 2 * before);
        starts = Arrays.copyOf(starts, capacity);
        Arrays.fill(starts, before, capacity, -1);
        ends = Arrays.copyOf(ends, capacity);
      }
      if (starts[id] >= 0) {
        throw new MalformedInput(
            source,
            "",
            "id "
                + id
                + " is given to both '"
                + new String(pool, starts[id], ends[id] - starts[id], StandardCharsets.UTF_8)
                + "' and '"
                + new String(text, from, to - from, StandardCharsets.UTF_8)
                + "'",
            "every token needs an id of its own");
      }
      if (length + to - from > pool.length) {
        pool = Arrays.copyOf(pool, Math.max(2 * pool.length, length + to - from));
      }
      System.arraycopy(text, from, pool, length, to - from);
      starts[id] = length;
      length += to - from;
      ends[id] = length;
      size = Math.max(size, id + 1);
      count++;
      return this;
    }

    public Vocabulary build() {
      int[] table = new int[Math.max(4, Integer.highestOneBit(Math.max(1, count)) << 2)];
      int mask = table.length - 1;
      for (int id = 0; id < size; id++) {
        if (starts[id] < 0 || verbatim.get(id)) {
          continue;
        }
        int slot = hash(pool, starts[id], ends[id]) & mask;
        while (table[slot] != 0) {
          int other = table[slot] - 1;
          if (Arrays.equals(pool, starts[id], ends[id], pool, starts[other], ends[other])) {
            throw new MalformedInput(
                source,
                "",
                "token '"
                    + new String(pool, starts[id], ends[id] - starts[id], StandardCharsets.UTF_8)
                    + "' has both id "
                    + other
                    + " and id "
                    + id,
                "every token needs an id of its own");
          }
          slot = (slot + 1) & mask;
        }
        table[slot] = id + 1;
      }
      return new Vocabulary(
          Arrays.copyOf(pool, length),
          Arrays.copyOf(starts, size),
          Arrays.copyOf(ends, size),
          table,
          count,
          verbatim);
    }
  }
}
