package chainrule.train.ngram;

/// Where the n-grams of one order lie: the arithmetic of a compact hash table that keeps its keys
/// exactly. [TableBuilder] fills such a table, [NgramTable] looks things up in it.
///
/// **Key.** An n-gram is its suffix of n-1 words, told by the slot where that lies in the table
/// below, and its first word: `slot << wordBits | word`. The key is scrambled into x, and the
/// leading part of x chooses a line of 64 bytes. All x of one line lie in a range of fewer than
/// 2^remainderBits, so that the last bits of x tell them apart: nothing else is stored, and yet no
/// two n-grams are ever taken for each other.
///
/// **Line.** First a byte for each slot, the lowest of its remainder, so that a few instructions on
/// eight of them at once find the one slot that is worth reading. Then the slots, bit by bit: the
/// state (0 empty, 1 at home, 2 away), what is left of the remainder, the 31 bits of the
/// log-probability without its sign, which is never positive; and for orders below the highest a
/// bit that says whether longer n-grams end in this one, and the code of its backoff in the table's
/// list of backoffs (or its 32 bits, where there are too many to list).
///
/// **Away.** A line that is full sends n-grams to another line of the same region of 256, chosen by
/// their remainder so that both lines know each other. It notes that in a mask of 16 bits at its
/// end, so that a search for what is not there reads a second line only once in a while.
///
/// @param order n, at least 2
/// @param regions each of 256 lines, 16 KiB, which is also what one checksum covers
/// @param wordBits for the id of a word
/// @param parentBits for a slot of the table below (for order 2: the id of a word)
/// @param backoffBits of a backoff's code, 0 for the highest order
record TableShape(int order, long regions, int wordBits, int parentBits, int backoffBits) {
  static final int LINE = 64;
  static final int LINES_OF_REGION = 256;
  static final int REGION = LINE * LINES_OF_REGION;
  static final int EMPTY = 0;
  static final int HOME = 1;
  static final int AWAY = 2;
  static final int STATE_BITS = 2;
  static final int PROBABILITY_BITS = 31;

  /// Where the mask of those away stands in a line.
  static final int AWAY_MASK = LINE - 2;

  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  TableShape {
    if (wordBits + parentBits > 63) {
      throw new IllegalArgumentException("keys of " + (wordBits + parentBits) + " bits");
    }
  }

  /// Bits that can hold the numbers below `count`.
  static int bitsFor(long count) {
    return Math.max(1, 64 - Long.numberOfLeadingZeros(count - 1));
  }

  /// The fewest regions in which `count` n-grams fill no more than this share of the slots.
  static TableShape of(
      int order, long count, int wordBits, int parentBits, int backoffBits, double load) {
    // More regions make for shorter remainders, and these perhaps for another slot in each line.
    for (int slots = AWAY_MASK * 8 / (Byte.SIZE + PROBABILITY_BITS); slots > 1; slots--) {
      long regions = Math.max(1, (long) Math.ceil(count / (slots * LINES_OF_REGION * load)));
      TableShape shape = new TableShape(order, regions, wordBits, parentBits, backoffBits);
      if (shape.slotsPerLine() >= slots) {
        return shape;
      }
    }
    throw new AssertionError("lines of a single slot");
  }

  TableShape withRegions(long more) {
    return new TableShape(order, more, wordBits, parentBits, backoffBits);
  }

  int keyBits() {
    return Math.max(2, wordBits + parentBits);
  }

  Scramble scramble() {
    return new Scramble(keyBits());
  }

  long lines() {
    return regions * LINES_OF_REGION;
  }

  /// In bytes.
  long size() {
    return regions * REGION;
  }

  int remainderBits() {
    long range = Long.divideUnsigned((1L << keyBits()) - 1, lines()) + 1;
    return range == 1 ? 0 : bitsFor(range);
  }

  /// What a slot keeps beside its byte at the line's front.
  int tagBits() {
    return STATE_BITS + Math.max(0, remainderBits() - Byte.SIZE);
  }

  /// @param state [#HOME] or [#AWAY]
  static long tag(long remainder, int state) {
    return remainder >>> Byte.SIZE << STATE_BITS | state;
  }

  int slotBits() {
    return tagBits() + PROBABILITY_BITS + (backoffBits == 0 ? 0 : 1 + backoffBits);
  }

  int slotsPerLine() {
    return AWAY_MASK * 8 / (Byte.SIZE + slotBits());
  }

  long slots() {
    return lines() * slotsPerLine();
  }

  /// The home line of a scrambled key: the lines divide all x evenly, in order.
  long line(long x) {
    return Math.unsignedMultiplyHigh(x << (64 - keyBits()), lines());
  }

  /// The first x whose home is `line`: line · 2^keyBits / lines, rounded up.
  private long first(long line) {
    long quotient = 0;
    long rest = line;
    int bits = keyBits();
    while (bits > 0) {
      int step = Math.min(bits, Long.numberOfLeadingZeros(Math.max(rest, lines())) - 1);
      rest <<= step;
      quotient = (quotient << step) + rest / lines();
      rest %= lines();
      bits -= step;
    }
    return rest == 0 ? quotient : quotient + 1;
  }

  /// The scrambled key, from what a slot and its place tell.
  long x(long homeLine, long remainder) {
    long first = first(homeLine);
    return first + ((remainder - first) & ((1L << remainderBits()) - 1));
  }

  /// The line of the same region where n-grams of this remainder go from `line`, and the way back.
  static long otherLine(long line, long remainder) {
    long distance = (remainder * SPREAD) >>> 56;
    return line ^ (distance == 0 ? 1 : distance);
  }

  /// Which bit of the mask of those away stands for this remainder.
  static int awayBit(long remainder) {
    return 1 << ((remainder * SPREAD) >>> 52 & 15);
  }
}
