package chainrule.train.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A part of a binary model: its bytes, to be read only after the blocks they lie in were checked.
/// Begins at the start of a block, and can be read up to seven bytes beyond its end.
record Section(MemorySegment bytes, CheckedBlocks blocks, long firstBlock) {
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// In memory that never was a file.
  static Section trusted(MemorySegment bytes) {
    return new Section(bytes, CheckedBlocks.trusted(bytes.byteSize()), 0);
  }

  void check(long offset) {
    blocks.check(firstBlock + (offset >>> CheckedBlocks.SHIFT));
  }

  void check(long from, long to) {
    for (long block = from >>> CheckedBlocks.SHIFT;
        block <= (to - 1) >>> CheckedBlocks.SHIFT;
        block++) {
      blocks.check(firstBlock + block);
    }
  }
}
