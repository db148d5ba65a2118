package chainrule.train.ngram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/// A model built in a file. It is written by ordinary writes, which tell of a full disk where
/// writing to mapped memory would kill the process. What lies beyond the last part is scratch, and
/// is cut off at the end.
final class FileStorage implements Storage {
  private final FileChannel file;
  private long end = CheckedBlocks.BLOCK; // the header comes first

  FileStorage(FileChannel file) {
    this.file = file;
  }

  /// Of the parts so far, in blocks.
  long blocks() {
    return end / CheckedBlocks.BLOCK;
  }

  @Override
  public Part part(long size) {
    long offset = end;
    end += (size + CheckedBlocks.BLOCK - 1) / CheckedBlocks.BLOCK * CheckedBlocks.BLOCK;
    return new FilePart(offset, size);
  }

  @Override
  public void discard(Part last) {
    end = last.offset();
  }

  @Override
  public FileChannel scratch() {
    return file;
  }

  @Override
  public long scratchStart(long reserved) {
    return end + reserved;
  }

  /// Cuts the scratch off, and fills up the last block.
  void trim() throws IOException {
    if (file.size() > end) {
      file.truncate(end);
    } else if (file.size() < end) {
      write(file, end - 1, ByteBuffer.allocate(1));
    }
  }

  static void write(FileChannel file, long at, ByteBuffer bytes) throws IOException {
    long to = at;
    while (bytes.hasRemaining()) {
      to += file.write(bytes, to);
    }
  }

  private final class FilePart implements Part {
    private final long offset;
    private final long size;

    FilePart(long offset, long size) {
      this.offset = offset;
      this.size = size;
    }

    @Override
    public void write(long at, byte[] bytes) {
      try {
        FileStorage.write(file, offset + at, ByteBuffer.wrap(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public byte[] read(long at, int length) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      try {
        while (bytes.hasRemaining() && file.read(bytes, offset + at + bytes.position()) >= 0) {}
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.array();
    }

    @Override
    public Section section(Arena arena) {
      try {
        long wanted = size + Long.BYTES; // see Section
        if (file.size() < offset + wanted) {
          FileStorage.write(file, offset + wanted - 1, ByteBuffer.allocate(1));
        }
        MemorySegment bytes = file.map(MapMode.READ_ONLY, offset, wanted, arena);
        return new Section(bytes, CheckedBlocks.trusted(wanted), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public long offset() {
      return offset;
    }
  }
}
