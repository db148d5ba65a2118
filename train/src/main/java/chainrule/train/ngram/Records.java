package chainrule.train.ngram;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The n-grams of one order on their way into the table: pairs of a scrambled key and the bits of
/// probability and backoff, kept apart by the leading bits of the key. What does not fit into its
/// share of memory goes to a scratch file. Not for several threads.
final class Records {
  private static final long HEAP = 48L << 20;
  private static final int CHUNK = 2048; // records
  private static final int BYTES_OF_RECORD = 16;
  private static final int MOST_PARTITIONS = 256;
  private static final int WANTED_IN_PARTITION = 1 << 16;

  private final int shift;
  private final Partition[] partitions;
  private final Optional<Scratch> scratch; // none: everything stays in memory
  private long size;
  private long heap;

  private static final class Partition {
    private long[] chunk = new long[0];
    private int size; // of the chunk, in longs
    private long records;
    private final List<long[]> full = new ArrayList<>();
    private final List<Long> spilled = new ArrayList<>(); // places in the scratch file
  }

  Records(int keyBits, long expected, Optional<Scratch> scratch) {
    int bits = 0;
    while (bits < keyBits
        && 1 << bits < MOST_PARTITIONS
        && expected >> bits > WANTED_IN_PARTITION) {
      bits++;
    }
    this.shift = keyBits - bits;
    this.partitions = new Partition[1 << bits];
    Arrays.setAll(partitions, _ -> new Partition());
    this.scratch = scratch;
  }

  void add(long x, float probability, float backoff) {
    Partition partition = partitions[(int) (x >>> shift)];
    if (partition.size == partition.chunk.length) {
      newChunk(partition);
    }
    partition.chunk[partition.size] = x;
    partition.chunk[partition.size + 1] = values(probability, backoff);
    partition.size += 2;
    partition.records++;
    size++;
  }

  long size() {
    return size;
  }

  static long values(float probability, float backoff) {
    return (long) Float.floatToRawIntBits(backoff) << 32
        | (Float.floatToRawIntBits(probability) & 0xffff_ffffL);
  }

  private void newChunk(Partition partition) {
    if (partition.size > 0) {
      if (scratch.isEmpty() || heap < HEAP) {
        heap += (long) CHUNK * BYTES_OF_RECORD;
        partition.full.add(partition.chunk);
      } else {
        spill(partition);
        partition.size = 0;
        return;
      }
    }
    partition.chunk = new long[2 * CHUNK];
    partition.size = 0;
  }

  private void spill(Partition partition) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * BYTES_OF_RECORD);
    bytes.asLongBuffer().put(partition.chunk);
    partition.spilled.add(scratch.orElseThrow().append(bytes));
  }

  int partitions() {
    return partitions.length;
  }

  /// All records of a partition in the order in which they came.
  long[] partition(int index) {
    Partition partition = partitions[index];
    long[] all = new long[Math.toIntExact(2 * partition.records)];
    int at = 0;
    for (long[] chunk : partition.full) {
      System.arraycopy(chunk, 0, all, at, chunk.length);
      at += chunk.length;
    }
    for (long place : partition.spilled) {
      ByteBuffer bytes = ByteBuffer.allocate(CHUNK * BYTES_OF_RECORD);
      scratch.orElseThrow().read(place, bytes);
      bytes.flip().asLongBuffer().get(all, at, 2 * CHUNK);
      at += 2 * CHUNK;
    }
    System.arraycopy(partition.chunk, 0, all, at, partition.size);
    return all;
  }
}
