package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.TempFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A temporary file of records of the same number of ints, written once and read from its
/// beginning.
///
/// @param width ints in a record
/// @param size records
record RecordFile(Path path, int width, long size) {
  private static final int BUFFER = 1 << 16; // ints

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /// @param buffer how many ints to read at once, or a little more
  Reader read(int buffer) throws IOException {
    return new Reader(this, buffer);
  }

  /// Writes records; then either [#finish()] or [#close()].
  static final class Writer implements AutoCloseable {
    private final TempFolder temporary;
    private final Path path;
    private final int width;
    private final FileChannel channel;
    private final ByteBuffer bytes =
        ByteBuffer.allocateDirect(4 * BUFFER).order(ByteOrder.nativeOrder());
    private final int[] buffer;
    private int used;
    private long ints;

    Writer(TempFolder temporary, String what, int width) throws IOException {
      this.temporary = temporary;
      this.path = temporary.file(what);
      this.width = width;
      this.buffer = new int[BUFFER / width * width];
      try {
        this.channel =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw temporary.named(e);
      }
    }

    /// @param count of ints, whole records
    void write(int[] records, int from, int count) throws IOException {
      int at = from;
      int left = count;
      while (left > 0) {
        int some = Math.min(left, buffer.length - used);
        System.arraycopy(records, at, buffer, used, some);
        used += some;
        at += some;
        left -= some;
        if (used == buffer.length) {
          flush();
        }
      }
    }

    private void flush() throws IOException {
      bytes.clear();
      bytes.asIntBuffer().put(buffer, 0, used);
      bytes.limit(4 * used);
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw temporary.named(e);
      }
      ints += used;
      used = 0;
    }

    RecordFile finish() throws IOException {
      flush();
      channel.close();
      return new RecordFile(path, width, ints / width);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// Reads records one after the other; the current one's ints are at hand.
  static final class Reader implements Records {
    private final FileChannel channel;
    private final int width;
    private final ByteBuffer bytes;
    private final int[] buffer;
    private int at;
    private int end;
    private long left;

    private Reader(RecordFile file, int wanted) throws IOException {
      this.width = file.width;
      this.left = file.size;
      this.buffer = new int[Math.max(1, wanted / width) * width];
      this.bytes = ByteBuffer.allocateDirect(4 * buffer.length).order(ByteOrder.nativeOrder());
      this.channel = FileChannel.open(file.path, StandardOpenOption.READ);
      this.at = -width;
    }

    @Override
    public boolean next() throws IOException {
      at += width;
      if (at < end) {
        return true;
      }
      if (left == 0) {
        return false;
      }
      int records = (int) Math.min(left, buffer.length / width);
      bytes.clear();
      bytes.limit(4 * records * width);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new IOException("temporary data was cut short by someone else");
        }
      }
      bytes.flip();
      end = records * width;
      bytes.asIntBuffer().get(buffer, 0, end);
      left -= records;
      at = 0;
      return true;
    }

    @Override
    public int get(int column) {
      return buffer[at + column];
    }

    @Override
    public void copy(int[] to, int toAt, int columns) {
      System.arraycopy(buffer, at, to, toAt, columns);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
