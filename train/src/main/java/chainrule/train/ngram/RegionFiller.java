package chainrule.train.ngram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Packs the n-grams of one region into its 256 lines. The result depends only on which n-grams
/// there are, not on their order. For one thread, any number of regions.
final class RegionFiller {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LINES = TableShape.LINES_OF_REGION;
  private static final int PATIENCE = 1000; // moves for one n-gram before the table is too full

  private final TableShape shape;
  private final BackoffCodes codes;
  private final int keyShift;
  private final long lines;
  private final int slots;
  private final int slotBits;
  private final int tagBits;
  private final long remainderMask;
  private final int[] inLine = new int[LINES];
  private final int[] held; // by line and slot: which record lies there

  private long[] x = {}; // of the region's records, ascending
  private boolean[] away = {};

  /// Two n-grams with the same words.
  static final class Duplicate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final long x;

    Duplicate(long x) {
      super(null, null, false, false);
      this.x = x;
    }
  }

  RegionFiller(TableShape shape, BackoffCodes codes) {
    this.shape = shape;
    this.codes = codes;
    this.keyShift = 64 - shape.keyBits();
    this.lines = shape.lines();
    this.slots = shape.slotsPerLine();
    this.slotBits = shape.slotBits();
    this.tagBits = shape.tagBits();
    this.remainderMask = (1L << shape.remainderBits()) - 1;
    this.held = new int[LINES * slots];
  }

  /// @param records pairs of a scrambled key and [Records#values]
  /// @return the region's bytes, or an array of none where they do not fit
  byte[] fill(long[] records) {
    int count = records.length / 2;
    if (count > LINES * slots) {
      return new byte[0];
    }
    sortByKey(records);
    x = new long[count];
    away = new boolean[count];
    for (int i = 0; i < count; i++) {
      x[i] = records[2 * i];
      if (i > 0 && x[i] == x[i - 1]) {
        throw new Duplicate(x[i]);
      }
    }
    return place() ? pack(records) : new byte[0];
  }

  /// Keys lie evenly, so that each finds its place a few steps from where it would be expected.
  private static void sortByKey(long[] records) {
    int count = records.length / 2;
    for (int i = 1; i < count; i++) {
      if (records[2 * i] < records[2 * i - 2]) {
        sortAll(records);
        return;
      }
    }
  }

  private static void sortAll(long[] records) {
    int count = records.length / 2;
    long least = Long.MAX_VALUE;
    long greatest = 0;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, records[2 * i]);
      greatest = Math.max(greatest, records[2 * i]);
    }
    int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(greatest - least) - 11);
    int[] starts = new int[(int) ((greatest - least) >>> shift) + 2];
    for (int i = 0; i < count; i++) {
      starts[(int) ((records[2 * i] - least) >>> shift) + 1] += 2;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    long[] from = records.clone();
    for (int i = 0; i < count; i++) {
      int bucket = (int) ((from[2 * i] - least) >>> shift);
      int to = starts[bucket];
      starts[bucket] += 2;
      records[to] = from[2 * i];
      records[to + 1] = from[2 * i + 1];
    }
    insertionSort(records, count);
  }

  private static void insertionSort(long[] records, int count) {
    for (int i = 1; i < count; i++) {
      long key = records[2 * i];
      long values = records[2 * i + 1];
      int at = i;
      while (at > 0 && records[2 * at - 2] > key) {
        records[2 * at] = records[2 * at - 2];
        records[2 * at + 1] = records[2 * at - 1];
        at--;
      }
      records[2 * at] = key;
      records[2 * at + 1] = values;
    }
  }

  /// Homes first; then those that found theirs full, each pushing out another where its other line
  /// is full, too.
  private boolean place() {
    Arrays.fill(inLine, 0);
    int[] left = new int[x.length];
    int leftOver = 0;
    for (int i = 0; i < x.length; i++) {
      int line = home(i);
      if (inLine[line] < slots) {
        held[line * slots + inLine[line]++] = i;
      } else {
        left[leftOver++] = i;
      }
    }
    for (int i = 0; i < leftOver; i++) {
      if (!placeAway(left[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean placeAway(int record) {
    int moving = record;
    away[moving] = true;
    for (int move = 0; move < PATIENCE; move++) {
      int line = away[moving] ? other(moving) : home(moving);
      if (inLine[line] < slots) {
        held[line * slots + inLine[line]++] = moving;
        return true;
      }
      int at = line * slots + (moving + move) % slots;
      int pushed = held[at];
      held[at] = moving;
      moving = pushed;
      away[moving] = !away[moving];
    }
    return false;
  }

  private int home(int record) {
    return (int) Math.unsignedMultiplyHigh(x[record] << keyShift, lines) & LINES - 1;
  }

  private int other(int record) {
    return (int) TableShape.otherLine(home(record), x[record] & remainderMask);
  }

  private byte[] pack(long[] records) {
    byte[] region = new byte[TableShape.REGION + Long.BYTES];
    for (int line = 0; line < LINES; line++) {
      for (int slot = 0; slot < inLine[line]; slot++) {
        int record = held[line * slots + slot];
        long remainder = x[record] & remainderMask;
        int state = away[record] ? TableShape.AWAY : TableShape.HOME;
        int bit = slots * Byte.SIZE + slot * slotBits;
        region[line * TableShape.LINE + slot] = (byte) remainder;
        put(region, line, bit, TableShape.tag(remainder, state));
        bit += tagBits;
        long values = records[2 * record + 1];
        put(region, line, bit, values & Integer.MAX_VALUE);
        if (shape.backoffBits() > 0) {
          bit += TableShape.PROBABILITY_BITS + 1;
          put(region, line, bit, codes.code((int) (values >>> 32)) & 0xffff_ffffL);
        }
      }
    }
    for (int record = 0; record < x.length; record++) {
      if (away[record]) {
        int mask = TableShape.awayBit(x[record] & remainderMask);
        int at = home(record) * TableShape.LINE + TableShape.AWAY_MASK;
        region[at] |= (byte) mask;
        region[at + 1] |= (byte) (mask >>> 8);
      }
    }
    return Arrays.copyOf(region, TableShape.REGION);
  }

  private static void put(byte[] region, int line, int bit, long value) {
    int at = line * TableShape.LINE + (bit >>> 3);
    LONG.set(region, at, (long) LONG.get(region, at) | value << (bit & 7));
  }
}
