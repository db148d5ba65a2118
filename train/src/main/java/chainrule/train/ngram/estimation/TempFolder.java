package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.UnwritableOutput;
import java.io.IOException;
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
final class TempFolder implements AutoCloseable {
  private static final String PREFIX = "chainrule-count-";
  private static final String LOCK = "lock";

  private final Path parent;
  private Path folder; // null until needed
  private FileChannel lock;
  private int files;

  TempFolder(Path parent) {
    this.parent = parent;
    removeLeft();
  }

  /// A new file's path.
  Path file(String what) throws IOException {
    if (folder == null) {
      make();
    }
    return folder.resolve(what + "-" + files++);
  }

  Path parent() {
    return parent;
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
        throw RecordFile.named(parent, e); // a full disk
      }
      throw new UnwritableOutput(
          parent + ": no temporary folder can be made there",
          "name another with --temp-dir, or give more --memory",
          e);
    }
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

  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      remove(folder);
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
