package chainrule.tokenize.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that appears whole or not at all: bytes are written aside and then renamed into place, by
/// [#place()] at once, by [#commit()] when the disk has them. Closing without either leaves what
/// stood before. Not for use by several threads.
public final class AtomicFile implements AutoCloseable {
  private static final String ASIDE = ".chainrule-tmp";

  private final Path target;
  private final Path aside;
  private final FileChannel channel;
  private volatile boolean committed; // an interruption closes from another thread

  private AtomicFile(Path target, Path aside, FileChannel channel) {
    this.target = target;
    this.aside = aside;
    this.channel = channel;
  }

  /// Makes the file aside, so that an unwritable folder is found before any work is done. A file
  /// that a killed process left aside is taken over.
  public static AtomicFile create(Path path) throws IOException {
    Path target = followLinks(path);
    if (Files.isDirectory(target)) {
      throw new UnwritableOutput(
          path + ": is a folder where a file is to be written", "name a file in it");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UnwritableOutput(
          path + ": the folder " + folder + " does not exist", "make it first");
    }
    Path aside = aside(target);
    try {
      FileChannel channel = makeAlone(path, aside);
      keepPermissions(target, aside);
      return new AtomicFile(target, aside, channel);
    } catch (IOException e) {
      throw new UnwritableOutput(
          path + ": cannot be written in " + folder, "check the folder's permissions", e);
    }
  }

  /// Where the bytes of a file are until it is whole.
  ///
  /// @param target no link
  public static Path aside(Path target) {
    return target.resolveSibling("." + target.getFileName() + ASIDE);
  }

  /// Makes the file aside under a lock, so that two processes do not write into one another's. What
  /// a killed process left has no lock any more and is removed; it is not written to, because its
  /// writer may at this moment have moved it into place.
  private static FileChannel makeAlone(Path path, Path aside) throws IOException {
    while (true) {
      try {
        FileChannel made =
            FileChannel.open(
                aside,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        tryLock(made);
        return made;
      } catch (FileAlreadyExistsException e) {
        try (FileChannel found = FileChannel.open(aside, StandardOpenOption.WRITE)) {
          if (!tryLock(found)) {
            throw new Busy(
                path + ": another run is writing it", "wait for its end, or name another file");
          }
          Files.deleteIfExists(aside);
        } catch (NoSuchFileException gone) {
          // Its writer is done; the next turn will make one.
        }
      }
    }
  }

  /// True also where the file system knows no locks.
  private static boolean tryLock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process itself writes it
    } catch (IOException e) {
      return true;
    }
  }

  /// Who may read and write the old file may read and write the new one.
  private static void keepPermissions(Path target, Path aside) {
    try {
      if (Files.exists(target)) {
        Files.setPosixFilePermissions(aside, Files.getPosixFilePermissions(target));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // The file system has none, or keeps them to itself.
    }
  }

  private static Path followLinks(Path path) throws IOException {
    return Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
  }

  /// Unbuffered; closing it does nothing, so that it can be wrapped freely.
  public OutputStream stream() {
    OutputStream out = Channels.newOutputStream(channel);
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

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

  private IOException named(IOException e) {
    return new IOException(target + ": cannot be written: " + e.getMessage(), e);
  }

  /// Where the bytes are until [#commit]; for those who want to look at them before.
  public Path aside() {
    return aside;
  }

  /// For writing from front to back in large pieces; closing it does nothing.
  public WritableByteChannel sink() {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        try {
          return channel.write(bytes);
        } catch (IOException e) {
          throw named(e);
        }
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() {}
    };
  }

  /// For writing at any place.
  public FileChannel channel() {
    return channel;
  }

  /// Puts the file in its place, whatever stood there before, to survive even a power cut: for what
  /// nobody could make again.
  public void commit() throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw named(e);
    }
    place();
    syncFolder(target.toAbsolutePath().getParent());
  }

  /// Puts the file in its place, whatever stood there before, and leaves it to the system when its
  /// bytes reach the disk: for what can be made again. Other filters write so, too; waiting for a
  /// slow disk can take longer than all the work.
  public void place() throws IOException {
    try {
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw named(e);
    }
    committed = true;
    channel.close(); // and with it the lock, not before the file has left its place aside
  }

  /// Makes a rename in this folder survive a power cut.
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some file systems cannot sync a folder; the rename itself has happened.
    }
  }

  @Override
  public void close() throws IOException {
    if (!committed) {
      Files.deleteIfExists(aside);
      channel.close();
    }
  }
}
