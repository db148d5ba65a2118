package chainrule.train.ngram;

import chainrule.tokenize.io.MalformedInput;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A mapped file whose blocks of 16 KiB are checked when they are first touched, so that opening
/// takes the same time for any size and yet no damaged byte is ever used. Threads share it.
///
/// The checksums of all blocks are themselves blocks, at the file's end, which have checksums in
/// further blocks, until a single one is left, whose checksum stands in the header.
final class CheckedBlocks {
  static final int BLOCK = TableShape.REGION;
  static final int SHIFT = 14;
  private static final long AROUND = 8; // a power of two
  private static final int CHECKSUMS_OF_BLOCK = BLOCK / 4;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String name;
  private final MemorySegment file;
  private final long[] levels; // the first block of the data, of their checksums, of those', …, end
  private final int root;
  private final byte[] checked; // racing threads at worst check a block twice

  /// @param dataBlocks how many blocks there are before the checksums, the header's included
  /// @param root checksum of the last block
  CheckedBlocks(String name, MemorySegment file, long dataBlocks, int root) {
    this.name = name;
    this.file = file;
    this.levels = levels(dataBlocks);
    this.root = root;
    this.checked = new byte[Math.toIntExact(levels[levels.length - 1])];
    checked[0] = 1; // the header has its own checksum, seen before this object is made
  }

  private CheckedBlocks(long blocks) {
    this.name = "memory";
    this.file = MemorySegment.NULL;
    this.levels = new long[0];
    this.root = 0;
    this.checked = new byte[Math.toIntExact(blocks)];
    Arrays.fill(checked, (byte) 1);
  }

  /// For memory that never was a file.
  static CheckedBlocks trusted(long size) {
    return new CheckedBlocks((size >>> SHIFT) + 1);
  }

  /// Where each level of checksums begins, and as the last element where the file ends, in blocks.
  static long[] levels(long dataBlocks) {
    long[] levels = {0, dataBlocks};
    long blocks = dataBlocks;
    do {
      blocks = (blocks + CHECKSUMS_OF_BLOCK - 1) / CHECKSUMS_OF_BLOCK;
      levels = Arrays.copyOf(levels, levels.length + 1);
      levels[levels.length - 1] = levels[levels.length - 2] + blocks;
    } while (blocks > 1);
    return levels;
  }

  /// To be called before a block is read.
  void check(long block) {
    if (checked[(int) block] == 0) {
      checkFirst(block);
    }
  }

  /// Checks a block and those around it, which are on their way from the disk with it.
  private void checkFirst(long block) {
    int level = 0;
    while (block >= levels[level + 1]) {
      level++;
    }
    long from = Math.max(levels[level], block & -AROUND);
    long to = Math.min(levels[level + 1], (block | AROUND - 1) + 1);
    ByteBuffer bytes = file.asSlice(from * BLOCK, (to - from) * BLOCK).asByteBuffer();
    for (long each = from; each < to; each++) {
      if (checked[(int) each] == 0) {
        int at = (int) (each - from) * BLOCK;
        compare(each, expected(each, level), bytes.limit(at + BLOCK).position(at));
        checked[(int) each] = 1;
      }
    }
  }

  private int expected(long block, int level) {
    if (level + 2 == levels.length) {
      return root;
    }
    long at = levels[level + 1] * BLOCK + (block - levels[level]) * 4;
    check(at >>> SHIFT);
    return file.get(INT, at);
  }

  private void compare(long block, int expected, ByteBuffer bytes) {
    if (checksum(bytes) != expected) {
      throw MalformedInput.atByte(
          name,
          block * BLOCK,
          "the "
              + BLOCK
              + " bytes from here on are damaged: they do not have the checksum "
              + String.format("%08x", expected),
          "make or fetch the model again");
    }
  }

  /// Checks everything.
  void checkAll() {
    for (long block = 0; block < checked.length; block++) {
      check(block);
    }
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
