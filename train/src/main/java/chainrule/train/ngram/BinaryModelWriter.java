package chainrule.train.ngram;

import chainrule.tokenize.io.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Writes the toolkit's binary form of a model, which [NgramModel] maps and queries. The channel
/// must be readable and writable at any place.
public final class BinaryModelWriter implements ModelWriter {
  private final FileChannel out;
  private final Parallel parallel;

  public BinaryModelWriter(FileChannel out, Parallel parallel) {
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
    FileStorage storage = new FileStorage(out);
    try (Arena arena = Arena.ofShared()) {
      ModelBuilder.Built built =
          new ModelBuilder(model, parallel, storage, arena, doubtful).build();
      storage.trim();
      finish(model, built, storage.blocks());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void finish(ModelSource model, ModelBuilder.Built built, long dataBlocks)
      throws IOException {
    long[] levels = CheckedBlocks.levels(dataBlocks);
    int root = 0;
    for (int level = 0; level + 1 < levels.length; level++) {
      int[] checksums = checksums(levels[level], levels[level + 1]);
      root = checksums[checksums.length - 1];
      if (level + 2 < levels.length) {
        writeChecksums(checksums, levels[level + 1]);
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
    FileStorage.write(out, 0, ByteBuffer.wrap(header.write()));
  }

  /// Of the blocks from `first` to `end`.
  private int[] checksums(long first, long end) throws IOException {
    int[] checksums = new int[Math.toIntExact(end - first)];
    try (Arena arena = Arena.ofShared()) {
      MemorySegment blocks =
          out.map(
              MapMode.READ_ONLY,
              first * CheckedBlocks.BLOCK,
              (end - first) * CheckedBlocks.BLOCK,
              arena);
      int together = 256;
      parallel.run(
          (checksums.length + together - 1) / together,
          part -> {
            for (int i = part * together;
                i < Math.min(checksums.length, (part + 1) * together);
                i++) {
              checksums[i] =
                  CheckedBlocks.checksum(
                      blocks.asSlice((long) i * CheckedBlocks.BLOCK, CheckedBlocks.BLOCK));
            }
          });
    }
    return checksums;
  }

  private void writeChecksums(int[] checksums, long block) throws IOException {
    int size = (4 * checksums.length + CheckedBlocks.BLOCK - 1) / CheckedBlocks.BLOCK;
    byte[] bytes = new byte[size * CheckedBlocks.BLOCK];
    MemorySegment segment = MemorySegment.ofArray(bytes);
    for (int i = 0; i < checksums.length; i++) {
      segment.set(Section.INT, 4L * i, checksums[i]);
    }
    FileStorage.write(out, block * CheckedBlocks.BLOCK, ByteBuffer.wrap(bytes));
  }
}
