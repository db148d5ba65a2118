package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Probability and backoff of each word, by id: eight bytes each, the sign of the probability
/// telling whether longer n-grams end in the word. Then a bit for each word: whether it is the
/// context of a bigram. Threads share it.
final class Unigrams {
  private static final int BYTES = 8;

  private final Section section;
  private final MemorySegment bytes;
  private final long contexts; // where their bits begin

  Unigrams(int size, Section section) {
    this.section = section;
    this.contexts = (long) size * BYTES;
    this.bytes = section.bytes();
  }

  /// @param size of the vocabulary; words that no n-gram is listed for are [Blank]
  static MemorySegment of(int size, List<Unpacked> blocks) {
    MemorySegment all =
        MemorySegment.ofArray(new byte[Math.toIntExact(BYTES * (long) size + size / 8 + 1)]);
    for (int id = 0; id < size; id++) {
      all.set(Section.INT, (long) id * BYTES, bits(Blank.PROBABILITY));
      all.set(Section.INT, (long) id * BYTES + 4, Float.floatToRawIntBits(Blank.BACKOFF));
    }
    for (Unpacked block : blocks) {
      for (int i = 0; i < block.size(); i++) {
        long at = (long) block.words()[i] * BYTES;
        all.set(Section.INT, at, bits(block.probabilities()[i]));
        all.set(Section.INT, at + 4, Float.floatToRawIntBits(block.backoffs()[i]));
      }
    }
    return all;
  }

  private static int bits(float probability) {
    return Float.floatToRawIntBits(probability) & Integer.MAX_VALUE;
  }

  static void markExtended(MemorySegment unigrams, int size, SlotSet extended) {
    for (long id = 0; id < size; id++) {
      if (extended.contains(id)) {
        int bits = unigrams.get(Section.INT, id * BYTES);
        unigrams.set(Section.INT, id * BYTES, bits | Integer.MIN_VALUE);
      }
    }
  }

  static void markContexts(MemorySegment unigrams, int size, SlotSet contexts) {
    for (int id = 0; id < size; id++) {
      if (contexts.contains(id)) {
        long at = (long) size * BYTES + (id >>> 3);
        byte bits = unigrams.get(ValueLayout.JAVA_BYTE, at);
        unigrams.set(ValueLayout.JAVA_BYTE, at, (byte) (bits | 1 << (id & 7)));
      }
    }
  }

  /// All that is kept of a word but whether it is a context, for the three below.
  long entry(int id) {
    section.check((long) id * BYTES);
    return bytes.get(Section.LONG, (long) id * BYTES);
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

  /// In log10. To be called before the other two, which rely on its check.
  float probability(int id) {
    section.check((long) id * BYTES);
    return Float.intBitsToFloat(bytes.get(Section.INT, (long) id * BYTES) | Integer.MIN_VALUE);
  }

  boolean extended(int id) {
    return bytes.get(Section.INT, (long) id * BYTES) < 0;
  }

  /// In log10.
  float backoff(int id) {
    return Float.intBitsToFloat(bytes.get(Section.INT, (long) id * BYTES + 4));
  }

  /// Whether bigrams begin with this word.
  boolean isContext(int id) {
    long at = contexts + (id >>> 3);
    section.check(at);
    return (bytes.get(ValueLayout.JAVA_BYTE, at) >>> (id & 7) & 1) != 0;
  }
}
