package chainrule.tokenize.tokenizer;

import chainrule.tokenize.io.MalformedInput;
import java.util.Arrays;

/// How often each distinct piece of the training text occurs: what every trainer learns from. The
/// order is that of first occurrence, so that results depend on nothing else. Counts are 64-bit.
public final class WordCounts {
  private byte[] pool = new byte[1 << 16];
  private int length;
  private int[] ends = new int[1 << 10];
  private long[] counts = new long[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int[] table = new int[1 << 12]; // word + 1, or 0
  private int size;

  /// How many distinct words there are.
  public int size() {
    return size;
  }

  public long count(int word) {
    return counts[word];
  }

  /// The array that holds every word, from [#from] to [#to].
  public byte[] pool() {
    return pool;
  }

  public int from(int word) {
    return word == 0 ? 0 : ends[word - 1];
  }

  public int to(int word) {
    return ends[word];
  }

  /// Bytes held, to weigh against a memory cap.
  public long memory() {
    return pool.length
        + 4L * ends.length
        + 8L * counts.length
        + 4L * hashes.length
        + 4L * table.length;
  }

  public void add(byte[] text, int from, int to, long count) {
    add(text, from, to, count, hash(text, from, to));
  }

  private void add(byte[] text, int from, int to, long count, int hash) {
    int mask = table.length - 1;
    int slot = hash & mask;
    while (table[slot] != 0) {
      int word = table[slot] - 1;
      if (hashes[word] == hash && Arrays.equals(pool, from(word), ends[word], text, from, to)) {
        counts[word] = Math.addExact(counts[word], count);
        return;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = size + 1;
    append(text, from, to, count, hash);
    if (4L * size > 3L * table.length) {
      rehash();
    }
  }

  /// Forgets the words that do not occur more often; returns how many occurrences that were.
  public long dropUpTo(long rarest) {
    WordCounts kept = new WordCounts();
    long dropped = 0;
    for (int word = 0; word < size; word++) {
      if (counts[word] > rarest) {
        kept.add(pool, from(word), to(word), counts[word]);
      } else {
        dropped += counts[word];
      }
    }
    pool = kept.pool;
    length = kept.length;
    ends = kept.ends;
    counts = kept.counts;
    hashes = kept.hashes;
    table = kept.table;
    size = kept.size;
    return dropped;
  }

  /// Adds all words of another, in its order.
  public void addAll(WordCounts other) {
    for (int word = 0; word < other.size; word++) {
      int hash = other.hashes[word];
      add(other.pool, other.from(word), other.to(word), other.counts[word], hash);
    }
  }

  private void append(byte[] text, int from, int to, long count, int hash) {
    if (length + to - from > pool.length) {
      pool = Arrays.copyOf(pool, Math.max(length + to - from, 2 * pool.length));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    System.arraycopy(text, from, pool, length, to - from);
    length += to - from;
    ends[size] = length;
    counts[size] = count;
    hashes[size] = hash;
    size++;
  }

  private void rehash() {
    table = new int[2 * table.length];
    int mask = table.length - 1;
    for (int word = 0; word < size; word++) {
      int slot = hashes[word] & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = word + 1;
    }
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (text[i] & 0xff)) * 0x01000193;
    }
    hash *= 0x9e3779b1;
    return hash ^ (hash >>> 15);
  }

  /// What is said where a vocabulary is larger than words can make it.
  public static MalformedInput tooFewFor(int vocabulary, long reached) {
    return new MalformedInput(
        "the training text",
        "",
        "can fill only %d tokens of %d".formatted(reached, vocabulary),
        "give --vocab-size %d or less, or more text".formatted(reached));
  }
}
