package chainrule.tokenize.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A folder of our own for what does not fit into memory, made when first needed and gone when
/// closed. It holds a locked file while it is in use; a folder whose lock is free was left by a
/// process that was killed, and the next run removes it.
public final class TempFolder implements AutoCloseable {
  private static final String PREFIX = "chainrule-tmp-";
  private static final String LOCK = "lock";

  private final Path parent;
  private final String hint;
  private Path folder; // null until needed
  private FileChannel lock;
  private int files;
  private boolean closed;

  /// @param hint what to do where nothing can be written there
  public TempFolder(Path parent, String hint) {
    this.parent = parent;
    this.hint = hint;
    removeLeft();
  }

  /// A new file's path.
  public synchronized Path file(String what) throws IOException {
    if (closed) {
      throw new IOException(parent + ": the temporary folder is gone");
    }
    if (folder == null) {
      make();
    }
    return folder.resolve(what + "-" + files++);
  }

  public Path parent() {
    return parent;
  }

  /// Writes one of its files; a full disk is told with what to do.
  public OutputStream write(Path file) throws IOException {
    return new FilterOutputStream(Files.newOutputStream(file)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw named(e);
        }
      }
    };
  }

  private void make() throws IOException {
    try {
      // Locked before it has its name, so that nobody takes it for one that was left.
      Path making = Files.createTempDirectory(parent, "." + PREFIX);
      lock = open(making.resolve(LOCK));
      lock.lock();
      folder = parent.resolve(making.getFileName().toString().substring(1));
      Files.move(making, folder);
    } catch (IOException e) {
      if (Files.isWritable(parent)) {
        throw named(e); // a full disk
      }
      throw new UnwritableOutput(parent + ": no temporary folder can be made there", hint, e);
    }
  }

  /// Says which folder is full, and what to do, where the system says less.
  public IOException named(IOException e) {
    return new IOException(
        parent + ": temporary data cannot be written, " + e.getMessage() + "; " + hint, e);
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void removeLeft() {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path one : left) {
        removeIfLeft(one);
      }
    } catch (IOException e) {
      // Not ours to complain about: they are only in the way.
    }
  }

  private static void removeIfLeft(Path one) {
    Path itsLock = one.resolve(LOCK);
    try (FileChannel channel = FileChannel.open(itsLock, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        remove(one);
      }
    } catch (NoSuchFileException e) {
      // Half removed by someone else, or no folder of ours.
    } catch (IOException | OverlappingFileLockException e) {
      // In use, or another user's.
    }
  }

  private static void remove(Path folder) throws IOException {
    Path itsLock = folder.resolve(LOCK);
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path file : content) {
        if (!file.equals(itsLock)) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(itsLock);
    Files.deleteIfExists(folder);
  }

  /// Removes it, also while others may still be at work; what they ask for next fails.
  @Override
  public synchronized void close() {
    closed = true;
    if (folder == null) {
      return;
    }
    try {
      remove(folder);
      lock.close();
      folder = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
