package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The different backoffs of one order, in place of which the table holds short codes: smoothing
/// makes few of them (10 million words of text, 1.4 million 4-grams: 1,097).
final class BackoffCodes {
  /// Bits of a code that is not the backoff itself.
  static final int LONGEST = 16;

  /// More would cost more memory accesses than they save bits.
  private static final int MOST = 1 << LONGEST;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int[] bits; // of floats, ascending as integers; empty where codes are the floats

  BackoffCodes(int[] bits) {
    this.bits = bits;
  }

  static BackoffCodes read(MemorySegment list, int size) {
    int[] bits = new int[size];
    for (int i = 0; i < size; i++) {
      bits[i] = list.get(INT, 4L * i);
    }
    return new BackoffCodes(bits);
  }

  MemorySegment write() {
    MemorySegment list = MemorySegment.ofArray(new byte[4 * bits.length]);
    for (int i = 0; i < bits.length; i++) {
      list.set(INT, 4L * i, bits[i]);
    }
    return list;
  }

  int size() {
    return bits.length;
  }

  /// How many bits a code takes.
  int width() {
    return bits.length == 0 ? 32 : TableShape.bitsFor(bits.length);
  }

  float backoff(int code) {
    return Float.intBitsToFloat(bits.length == 0 ? code : bits[code]);
  }

  int code(int floatBits) {
    return bits.length == 0 ? floatBits : Arrays.binarySearch(bits, floatBits);
  }

  /// Collects what there is before the codes are known.
  static final class Collector {
    private int[] slots = new int[1 << 12];
    private int size;
    private boolean zero; // 0 marks an empty slot

    void add(int floatBits) {
      if (floatBits == 0) {
        zero = true;
        return;
      }
      if (size > MOST) {
        return;
      }
      int mask = slots.length - 1;
      int at = ((floatBits * 0x9e3779b9) >>> 8) & mask;
      while (slots[at] != floatBits) {
        if (slots[at] == 0) {
          slots[at] = floatBits;
          if (2 * ++size > slots.length) {
            grow();
          }
          return;
        }
        at = (at + 1) & mask;
      }
    }

    private void grow() {
      int[] old = slots;
      slots = new int[2 * old.length];
      size = 0;
      for (int value : old) {
        if (value != 0) {
          add(value);
        }
      }
    }

    BackoffCodes codes() {
      int[] all = Arrays.stream(slots).filter(value -> value != 0).toArray();
      if (zero || all.length == 0) {
        all = Arrays.copyOf(all, all.length + 1);
      }
      Arrays.sort(all);
      return new BackoffCodes(all.length > MOST ? new int[0] : all);
    }
  }
}
