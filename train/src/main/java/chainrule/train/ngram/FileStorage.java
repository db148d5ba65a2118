package chainrule.train.ngram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/// A model built in a file. It is written by ordinary writes, which tell of a full disk where
/// writing to mapped memory would kill the process. What lies beyond the last part is scratch, and
/// is cut off at the end.
final class FileStorage implements Storage {
  private final String name;
  private final FileChannel file;
  private long end = CheckedBlocks.BLOCK; // the header comes first

  /// @param name of the file, for messages
  FileStorage(String name, FileChannel file) {
    this.name = name;
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
  public Optional<Scratch> scratch(long reserved) {
    return Optional.of(new FileScratch(end + reserved));
  }

  /// Cuts the scratch off, and fills up the last block.
  void trim() throws IOException {
    if (file.size() > end) {
      file.truncate(end);
    } else if (file.size() < end) {
      write(end - 1, ByteBuffer.allocate(1));
    }
  }

  void write(long at, ByteBuffer bytes) {
    try {
      long to = at;
      while (bytes.hasRemaining()) {
        to += file.write(bytes, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(name + ": cannot be written: " + e.getMessage(), e));
    }
  }

  /// Fills the buffer.
  void read(long at, ByteBuffer bytes) {
    try {
      long from = at;
      while (bytes.hasRemaining()) {
        int count = file.read(bytes, from);
        if (count < 0) {
          throw new IOException(name + ": was cut short by someone else");
        }
        from += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class FileScratch implements Scratch {
    private long next;

    FileScratch(long from) {
      this.next = from;
    }

    @Override
    public long append(ByteBuffer bytes) {
      long at = next;
      next += bytes.remaining();
      write(at, bytes);
      return at;
    }

    @Override
    public void read(long at, ByteBuffer bytes) {
      FileStorage.this.read(at, bytes);
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
      FileStorage.this.write(offset + at, ByteBuffer.wrap(bytes));
    }

    @Override
    public byte[] read(long at, int length) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      FileStorage.this.read(offset + at, bytes);
      return bytes.array();
    }

    @Override
    public Section section(Arena arena) {
      try {
        long wanted = size + Long.BYTES; // see Section
        if (file.size() < offset + wanted) {
          FileStorage.this.write(offset + wanted - 1, ByteBuffer.allocate(1));
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
