package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// A [Section] copied to arrays, page by page as it is touched: for what is small and read all the
/// time. Reading an array is far less for the compiler to chew on than reading a segment, and most
/// of a short run waits for the compiler. Tables of n-grams are better off in their segments, whose
/// lines do not lie across two of the processor's. Threads share it.
final class Pages {
  /// Of a page, which is a block of the section.
  static final int BYTES = CheckedBlocks.BLOCK;

  private static final int SHIFT = CheckedBlocks.SHIFT - 3;
  private static final int LONGS = 1 << SHIFT;

  private final Section section;
  private final long[][] pages; // null until they are touched

  Pages(Section section) {
    this.section = section;
    // With what may be read beyond the end.
    this.pages = new long[Math.toIntExact((section.bytes().byteSize() + 7) / BYTES + 1)][];
  }

  /// The bytes from 8 · `index` on.
  ///
  /// Two threads may copy the same page, both rightly. A thread that sees a page sees what is in
  /// it, as if the page were in a final field: it was filled before the fence, and is read by way
  /// of its address.
  long get(long index) {
    long[] page = pages[(int) (index >>> SHIFT)];
    if (page == null) {
      page = copy((int) (index >>> SHIFT));
    }
    return page[(int) index & LONGS - 1];
  }

  private long[] copy(int index) {
    MemorySegment bytes = section.bytes();
    long from = (long) index * BYTES;
    int length = Math.clamp(bytes.byteSize() - from, 0, BYTES);
    long[] page = new long[LONGS];
    if (length > 0) {
      section.check(from);
      MemorySegment.copy(bytes, Section.LONG, from, page, 0, length >>> 3);
    }
    for (int at = length & -8; at < length; at++) {
      page[at >>> 3] |= (bytes.get(ValueLayout.JAVA_BYTE, from + at) & 0xffL) << (8 * at);
    }
    VarHandle.storeStoreFence();
    pages[index] = page;
    return page;
  }

  /// The bytes from 4 · `index` on.
  int getInt(long index) {
    return (int) (get(index >>> 1) >>> (index << 5));
  }

  byte getByte(long at) {
    return (byte) (get(at >>> 3) >>> (at << 3));
  }

  /// Eight bytes from anywhere; those beyond the end are zero.
  long getLong(long at) {
    long low = get(at >>> 3);
    return (at & 7) == 0 ? low : low >>> (at << 3) | get((at >>> 3) + 1) << -(at << 3);
  }

  /// What is read once, past the pages.
  byte[] bytes(long from, int length) {
    section.check(from, from + length);
    return section.bytes().asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
  }
}
