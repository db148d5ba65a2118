package chainrule.train.ngram.estimation;

/// A set of places in a sorted text, and how many of them lie before any place, in one and a half
/// bits a place. Written in whole 64-bit words by threads that own them; then counted; then read by
/// all.
final class Marks {
  private final long[] words;
  private final int[] before; // marks before each word

  Marks(int places) {
    words = new long[(places >>> 6) + 1];
    before = new int[words.length + 1];
  }

  void clear(int place) {
    words[place >>> 6] &= ~(1L << place);
  }

  void set(int word, long bits) {
    words[word] = bits;
  }

  long word(int word) {
    return words[word];
  }

  int words() {
    return words.length;
  }

  boolean get(int place) {
    return (words[place >>> 6] & 1L << place) != 0;
  }

  /// To be called once, after the last change.
  void count() {
    int sum = 0;
    for (int i = 0; i < words.length; i++) {
      before[i] = sum;
      sum += Long.bitCount(words[i]);
    }
    before[words.length] = sum;
  }

  int size() {
    return before[words.length];
  }

  /// How many marks lie in the words before this one.
  int beforeWord(int word) {
    return before[word];
  }

  /// The number, from 0, of the last mark at `place` or before it.
  int number(int place) {
    int word = place >>> 6;
    return before[word] + Long.bitCount(words[word] & (-1L >>> (63 - (place & 63)))) - 1;
  }

  /// The first mark at `place` or behind it, or `end` if there is none before `end`.
  int next(int place, int end) {
    int word = place >>> 6;
    if (word >= words.length) {
      return end;
    }
    long bits = words[word] & (-1L << (place & 63));
    while (bits == 0) {
      if (++word >= words.length || word << 6 >= end) {
        return end;
      }
      bits = words[word];
    }
    return Math.min(end, (word << 6) + Long.numberOfTrailingZeros(bits));
  }

  /// The last mark at `place` or before it, or -1.
  int lastUpTo(int place) {
    int word = place >>> 6;
    long bits = words[word] & (-1L >>> (63 - (place & 63)));
    while (bits == 0) {
      if (--word < 0) {
        return -1;
      }
      bits = words[word];
    }
    return (word << 6) + 63 - Long.numberOfLeadingZeros(bits);
  }

  /// How many marks lie from `from` to just before `to`.
  int between(int from, int to) {
    int first = from >>> 6;
    int last = to >>> 6;
    long head = -1L << (from & 63);
    long tail = (1L << (to & 63)) - 1;
    return first == last
        ? Long.bitCount(words[first] & head & tail)
        : Long.bitCount(words[first] & head)
            + (before[last] - before[first + 1])
            + Long.bitCount(words[last] & tail);
  }

  /// The same marks, to be changed and counted again.
  Marks copy() {
    Marks copy = new Marks((words.length - 1) << 6);
    System.arraycopy(words, 0, copy.words, 0, words.length);
    System.arraycopy(before, 0, copy.before, 0, before.length);
    return copy;
  }

  /// About how much memory marks for so many places take.
  static long memory(long places) {
    return places / 64 * 12 + 64;
  }
}
