package chainrule.train.ngram;

import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Writes the toolkit's binary form of a model, which [NgramModel] maps and queries. The channel
/// must be readable and writable at any place.
public final class BinaryModelWriter implements ModelWriter {
  private static final int BLOCKS_AT_ONCE = 64;

  private final String name;
  private final FileChannel out;
  private final Parallel parallel;

  /// @param name of the file, for messages
  public BinaryModelWriter(String name, FileChannel out, Parallel parallel) {
    this.name = name;
    this.out = out;
    this.parallel = parallel;
  }

  @Override
  public void write(ModelSource model) throws IOException {
    write(model, false);
  }

  /// @param doubtful see [ModelBuilder]
  void write(ModelSource model, boolean doubtful) throws IOException {
    out.truncate(0);
    FileStorage storage = new FileStorage(name, out);
    try {
      ModelBuilder.Built built = build(model, storage, doubtful);
      storage.trim();
      finish(model, built, storage);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private ModelBuilder.Built build(ModelSource model, FileStorage storage, boolean doubtful) {
    try (Arena arena = Arena.ofShared()) {
      return new ModelBuilder(model, parallel, storage, arena, doubtful).build();
    }
  }

  private void finish(ModelSource model, ModelBuilder.Built built, FileStorage storage) {
    long dataBlocks = storage.blocks();
    long[] levels = CheckedBlocks.levels(dataBlocks);
    int root = 0;
    for (int level = 0; level + 1 < levels.length; level++) {
      int[] checksums = checksums(storage, levels[level], levels[level + 1]);
      root = checksums[checksums.length - 1];
      if (level + 2 < levels.length) {
        writeChecksums(storage, checksums, levels[level + 1]);
      }
    }
    long length = levels[levels.length - 1] * CheckedBlocks.BLOCK;
    List<BinaryHeader.Table> tables = new ArrayList<>();
    for (int i = 0; i < built.shapes().size(); i++) {
      boolean coded = i < built.codes().size();
      tables.add(
          new BinaryHeader.Table(
              built.shapes().get(i),
              built.tableParts().get(i).offset(),
              coded ? built.codes().get(i).size() : 0,
              coded ? built.codeParts().get(i).offset() : 0));
    }
    BinaryHeader header =
        new BinaryHeader(
            length,
            dataBlocks,
            root,
            built.vocabulary().size(),
            LongStream.rangeClosed(1, model.order()).mapToObj(n -> model.count((int) n)).toList(),
            new BinaryHeader.Parts(
                built.words().offset(), built.wordTable().offset(), built.unigrams().offset()),
            tables,
            built.closed(),
            model.origin());
    storage.write(0, ByteBuffer.wrap(header.write()));
  }

  /// Of the blocks from `first` to `end`.
  private int[] checksums(FileStorage storage, long first, long end) {
    int[] checksums = new int[Math.toIntExact(end - first)];
    parallel.run(
        (checksums.length + BLOCKS_AT_ONCE - 1) / BLOCKS_AT_ONCE,
        part -> {
          int from = part * BLOCKS_AT_ONCE;
          int to = Math.min(checksums.length, from + BLOCKS_AT_ONCE);
          ByteBuffer blocks = ByteBuffer.allocate((to - from) * CheckedBlocks.BLOCK);
          storage.read((first + from) * CheckedBlocks.BLOCK, blocks);
          MemorySegment bytes = MemorySegment.ofArray(blocks.array());
          for (int i = from; i < to; i++) {
            long at = (long) (i - from) * CheckedBlocks.BLOCK;
            checksums[i] =
                CheckedBlocks.checksum(bytes.asSlice(at, CheckedBlocks.BLOCK).asByteBuffer());
          }
        });
    return checksums;
  }

  private static void writeChecksums(FileStorage storage, int[] checksums, long block) {
    int size = (4 * checksums.length + CheckedBlocks.BLOCK - 1) / CheckedBlocks.BLOCK;
    byte[] bytes = new byte[size * CheckedBlocks.BLOCK];
    MemorySegment segment = MemorySegment.ofArray(bytes);
    for (int i = 0; i < checksums.length; i++) {
      segment.set(Section.INT, 4L * i, checksums[i]);
    }
    storage.write(block * CheckedBlocks.BLOCK, ByteBuffer.wrap(bytes));
  }
}
