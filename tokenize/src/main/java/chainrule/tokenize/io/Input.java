package chainrule.tokenize.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/// A named source of bytes: a file, or standard input. Opening it gives the bytes after any
/// decompression that its ending asks for; a missing or unreadable one is found here, by name.
public final class Input {
  /// What users write for standard input and output.
  public static final String STANDARD = "-";

  private final String name;
  private final Path path; // null for a stream
  private final InputStream stream; // null for a file

  private Input(String name, Path path, InputStream stream) {
    this.name = name;
    this.path = path;
    this.stream = stream;
  }

  public static Input file(Path path) {
    return new Input(path.toString(), path, null);
  }

  /// @param name how messages call it, such as `standard input`
  public static Input stream(String name, InputStream stream) {
    return new Input(name, null, stream);
  }

  public String name() {
    return name;
  }

  /// Whether its bytes can be had only once, as a stream's or a named pipe's.
  public boolean isReadOnce() {
    return path == null
        || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
  }

  /// The same input, whose bytes (decompressed) now stand in a file.
  public Input copiedTo(Path copy) {
    return new Input(name, copy, null);
  }

  /// Whether this is a file, compressed or not, and no stream.
  public boolean isFile() {
    return path != null;
  }

  /// The file, where there is one that is read as it is: neither a stream nor compressed. Such an
  /// input can be mapped into memory.
  public boolean isPlainFile() {
    return path != null && Compression.of(path) == Compression.NONE && Files.isRegularFile(path);
  }

  /// Of an input that is a file.
  public Path path() {
    if (path == null) {
      throw new IllegalStateException(name + " has no path");
    }
    return path;
  }

  /// The number of bytes on disk, where it is known before reading. Compressed inputs report their
  /// compressed size, which [#open(java.util.function.LongConsumer)] counts in the same unit.
  public OptionalLong size() {
    if (path == null || !Files.isRegularFile(path)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Files.size(path));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Of several inputs together, where it is known of each.
  public static OptionalLong size(List<Input> inputs) {
    long sum = 0;
    for (Input input : inputs) {
      OptionalLong size = input.size();
      if (size.isEmpty()) {
        return size;
      }
      sum += size.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  public InputStream open() throws IOException {
    return open(_ -> {});
  }

  /// @param progress told how many bytes of the file (compressed, if it is) have been read since
  ///   the last call
  public InputStream open(LongConsumer progress) throws IOException {
    InputStream raw = new CountingStream(raw(), progress);
    return path == null ? raw : Compression.of(path).decompress(name, raw);
  }

  /// Opens a plain file for mapping or for reading at any place.
  public FileChannel channel() throws IOException {
    refuseFolder();
    try {
      return FileChannel.open(path(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InputStream raw() {
    if (path == null) {
      return stream;
    }
    refuseFolder();
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void refuseFolder() {
    if (Files.isDirectory(path)) {
      throw new UnreadableInput(
          name + ": is a folder where a file is expected", "name the files in it");
    }
  }

  private UnreadableInput unreadable(IOException e) {
    return e instanceof NoSuchFileException
        ? new UnreadableInput(name + ": no such file", "", e)
        : new UnreadableInput(
            name + ": cannot be read" + (Files.exists(path) ? "" : ", " + e.getMessage()),
            "check its permissions",
            e);
  }

  @Override
  public String toString() {
    return name;
  }
}
