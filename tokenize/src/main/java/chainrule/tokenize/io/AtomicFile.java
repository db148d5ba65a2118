package chainrule.tokenize.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that appears whole or not at all: bytes are written aside, [#commit()] forces them to the
/// disk and renames them into place. Closing without a commit leaves what stood before. Not for use
/// by several threads.
public final class AtomicFile implements AutoCloseable {
  private static final String ASIDE = ".chainrule-tmp";

  private final Path target;
  private final Path aside;
  private final FileChannel channel;
  private boolean committed;

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
    Path aside = target.resolveSibling("." + target.getFileName() + ASIDE);
    try {
      FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new AtomicFile(target, aside, channel);
    } catch (IOException e) {
      throw new UnwritableOutput(
          path + ": cannot be written in " + folder, "check the folder's permissions", e);
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
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }
    };
  }

  /// For writing at any place.
  public FileChannel channel() {
    return channel;
  }

  /// Puts the file in its place, whatever stood there before.
  public void commit() throws IOException {
    channel.force(true);
    channel.close();
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    committed = true;
    syncFolder(target.toAbsolutePath().getParent());
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
      channel.close();
      Files.deleteIfExists(aside);
    }
  }
}
