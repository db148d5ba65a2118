package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The n-grams of one order, looked up by suffix and first word. Threads share it. [TableShape]
/// tells how it is laid out; all of its arithmetic is kept here in fields, for speed.
///
/// A look-up is cut into steps, each reading one line of the table, so that [LookUps] can have
/// several lines on their way from memory at once.
final class NgramTable {
  /// No such n-gram.
  static final long ABSENT = -1;

  /// Not in its home line.
  static final long AWAY = -2;

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = LOW_BITS << 7;

  private final TableShape shape;
  private final BackoffCodes codes;
  private final Section section;
  private final MemorySegment bytes;
  private final Scramble scramble;
  private final int wordBits;
  private final int keyShift;
  private final long lines;
  private final int slotsPerLine;
  private final long slotsReciprocal; // 2^64 / slotsPerLine, rounded up
  private final long printsMask; // of the slots of a line, at most eight
  private final int firstBit; // of the slots in a line
  private final int slotBits;
  private final int tagBits;
  private final long tagMask;
  private final long remainderMask;
  private final long backoffMask;
  private final boolean longCodes; // that do not fit a payload

  NgramTable(TableShape shape, BackoffCodes codes, Section section) {
    this.shape = shape;
    this.codes = codes;
    this.section = section;
    this.bytes = section.bytes();
    this.scramble = shape.scramble();
    this.wordBits = shape.wordBits();
    this.keyShift = 64 - shape.keyBits();
    this.lines = shape.lines();
    this.slotsPerLine = shape.slotsPerLine();
    this.slotsReciprocal = Long.divideUnsigned(-1, slotsPerLine) + 1;
    this.printsMask = slotsPerLine >= 8 ? HIGH_BITS : HIGH_BITS & (1L << (8 * slotsPerLine)) - 1;
    this.firstBit = slotsPerLine * Byte.SIZE;
    this.slotBits = shape.slotBits();
    this.tagBits = shape.tagBits();
    this.tagMask = (1L << tagBits) - 1;
    this.remainderMask = (1L << shape.remainderBits()) - 1;
    this.backoffMask = (1L << shape.backoffBits()) - 1;
    this.longCodes = shape.backoffBits() > BackoffCodes.LONGEST;
  }

  TableShape shape() {
    return shape;
  }

  /// The scrambled key of an n-gram.
  ///
  /// @param suffix the slot of its last n-1 words in the table below
  long scramble(long suffix, int word) {
    return scramble.of(suffix << wordBits | word);
  }

  /// The line where the n-gram has its home.
  long home(long x) {
    long line = Math.unsignedMultiplyHigh(x << keyShift, lines);
    section.check(line * TableShape.LINE);
    return line;
  }

  /// The front of a line.
  long prints(long line) {
    return bytes.get(Section.LONG, line * TableShape.LINE);
  }

  /// The slot of an n-gram, or [#ABSENT].
  long find(long suffix, int word) {
    long x = scramble(suffix, word);
    long home = home(x);
    long slot = findAtHome(x, home, prints(home));
    long away = otherLine(x, home);
    return slot == AWAY ? findAway(x, away, prints(away)) : slot;
  }

  /// The slot of an n-gram that is at home, [#ABSENT], or [#AWAY] where it may be in another line.
  ///
  /// @param x from [#scramble]
  /// @param line from [#home]
  /// @param prints from [#prints]
  long findAtHome(long x, long line, long prints) {
    long remainder = x & remainderMask;
    int slot = slot(line, prints, remainder, TableShape.HOME);
    if (slot >= 0) {
      return line * slotsPerLine + slot;
    }
    int away = bytes.get(Section.SHORT, line * TableShape.LINE + TableShape.AWAY_MASK);
    return (away & TableShape.awayBit(remainder)) == 0 ? ABSENT : AWAY;
  }

  /// The line where the n-gram is, if it is not at home.
  long otherLine(long x, long home) {
    return TableShape.otherLine(home, x & remainderMask);
  }

  /// @param line from [#otherLine]; in the same block as its home, which was checked
  /// @param prints from [#prints]
  long findAway(long x, long line, long prints) {
    int slot = slot(line, prints, x & remainderMask, TableShape.AWAY);
    return slot >= 0 ? line * slotsPerLine + slot : ABSENT;
  }

  private int slot(long line, long prints, long remainder, int state) {
    long tag = TableShape.tag(remainder, state);
    long wanted = (remainder & 0xff) * LOW_BITS;
    long differences = prints ^ wanted;
    // The high bit of each byte that is zero, and of no other: short tags would not refuse them.
    long candidates = ~((differences & ~HIGH_BITS) + ~HIGH_BITS | differences) & printsMask;
    while (candidates != 0) {
      int slot = Long.numberOfTrailingZeros(candidates) >>> 3;
      if ((bits(line, slot, 0) & tagMask) == tag) {
        return slot;
      }
      candidates &= candidates - 1;
    }
    for (int slot = 8; slot < slotsPerLine; slot++) {
      byte print = bytes.get(ValueLayout.JAVA_BYTE, line * TableShape.LINE + slot);
      if (print == (byte) remainder && (bits(line, slot, 0) & tagMask) == tag) {
        return slot;
      }
    }
    return -1;
  }

  /// What a slot holds from its bit `after` on, at least 57 bits of it.
  private long bits(long line, int slot, int after) {
    int bit = firstBit + slot * slotBits + after;
    return bytes.get(Section.LONG, line * TableShape.LINE + (bit >>> 3)) >>> (bit & 7);
  }

  private long bits(long slot, int after) {
    long line = line(slot);
    return bits(line, (int) (slot - line * slotsPerLine), after);
  }

  /// Division by a constant that only we know.
  private long line(long slot) {
    return Math.unsignedMultiplyHigh(slot, slotsReciprocal);
  }

  /// All that a slot holds beside its key, for the three below. Slots are those that were found.
  long payload(long slot) {
    return bits(slot, tagBits);
  }

  /// In log10.
  static float probability(long payload) {
    return Float.intBitsToFloat((int) payload | Integer.MIN_VALUE);
  }

  /// Whether longer n-grams end in this one.
  static boolean extended(long payload) {
    return (payload >>> TableShape.PROBABILITY_BITS & 1) != 0;
  }

  /// In log10.
  float backoff(long slot, long payload) {
    long code =
        longCodes
            ? bits(slot, tagBits + TableShape.PROBABILITY_BITS + 1)
            : payload >>> (TableShape.PROBABILITY_BITS + 1);
    return codes.backoff((int) (code & backoffMask));
  }

  /// Whether there is an n-gram in this slot, any of the table's.
  boolean occupied(long slot) {
    section.check(line(slot) * TableShape.LINE);
    return (bits(slot, 0) & 3) != TableShape.EMPTY;
  }

  /// The key of the n-gram in an occupied slot.
  long key(long slot) {
    long line = line(slot);
    byte print =
        bytes.get(ValueLayout.JAVA_BYTE, line * TableShape.LINE + slot - line * slotsPerLine);
    long tag = bits(slot, 0) & tagMask;
    long remainder = (tag >>> TableShape.STATE_BITS << Byte.SIZE | (print & 0xff)) & remainderMask;
    boolean away = (tag & 3) == TableShape.AWAY;
    long home = away ? TableShape.otherLine(line, remainder) : line;
    return scramble.undo(shape.x(home, remainder));
  }

  /// The first word of the n-gram with this key.
  int word(long key) {
    return (int) (key & (1L << wordBits) - 1);
  }

  /// The slot of its other words in the table below.
  long suffix(long key) {
    return key >>> wordBits;
  }
}
