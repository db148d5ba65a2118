package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/// Probability and backoff of each word, by id: eight bytes each, the sign of the probability
/// telling whether longer n-grams end in the word. Then a bit for each word: whether it is the
/// context of a bigram. Threads share it.
final class Unigrams {
  private static final int BYTES = 8;
  private static final long EXTENDED = 1L << 31;

  private final Pages pages;
  private final long contexts; // where their bits begin

  Unigrams(int size, Section section) {
    this.pages = new Pages(section);
    this.contexts = (long) size * BYTES;
  }

  /// What is kept of each word, by id, as far as its own n-gram tells.
  ///
  /// @param size of the vocabulary; words that no n-gram is listed for are [Blank]
  static long[] entries(int size, List<Unpacked> blocks) {
    long[] entries = new long[size];
    Arrays.fill(entries, entry(Blank.PROBABILITY, Blank.BACKOFF));
    for (Unpacked block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        entries[block.words()[i]] = entry(block.probabilities()[i], block.backoffs()[i]);
      }
    }
    return entries;
  }

  private static long entry(float probability, float backoff) {
    return (long) Float.floatToRawIntBits(backoff) << 32
        | (Float.floatToRawIntBits(probability) & Integer.MAX_VALUE);
  }

  /// Of the section, in bytes.
  static long size(int words) {
    return (long) BYTES * words + words / 8 + 1;
  }

  /// The section.
  ///
  /// @param entries from [#entries]
  /// @param extended the words in which longer n-grams end
  /// @param contexts the words with which bigrams begin
  static MemorySegment pack(long[] entries, SlotSet extended, SlotSet contexts) {
    int size = entries.length;
    byte[] all = new byte[Math.toIntExact(size(size))];
    LongBuffer packed = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    for (int id = 0; id < size; id++) {
      packed.put(id, entries[id] | (extended.contains(id) ? EXTENDED : 0));
      if (contexts.contains(id)) {
        all[BYTES * size + (id >>> 3)] |= (byte) (1 << (id & 7));
      }
    }
    return MemorySegment.ofArray(all);
  }

  /// All that is kept of a word but whether it is a context, for the three below.
  long entry(int id) {
    return pages.get(id);
  }

  static float probability(long entry) {
    return Float.intBitsToFloat((int) entry | Integer.MIN_VALUE);
  }

  static boolean extended(long entry) {
    return (int) entry < 0;
  }

  static float backoff(long entry) {
    return Float.intBitsToFloat((int) (entry >>> 32));
  }

  /// In log10.
  float probability(int id) {
    return probability(entry(id));
  }

  /// In log10.
  float backoff(int id) {
    return backoff(entry(id));
  }

  /// Whether bigrams begin with this word.
  boolean isContext(int id) {
    long at = contexts + (id >>> 3);
    return (pages.getByte(at) >>> (id & 7) & 1) != 0;
  }
}
