package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.cli.console.Interrupts;
import chainrule.cli.console.NamedOutput;
import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.UnwritableOutput;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a command's result goes. A regular file is replaced only by [#commit()]; closing without
/// it leaves the old one. A device, a named pipe and standard output take bytes as they come.
public final class Output implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final OutputStream stream;
  private final AtomicFile file; // null for what cannot be replaced
  private final Interrupts.Registration registration; // null with it
  private final boolean owned;

  private Output(
      String name,
      OutputStream raw,
      AtomicFile file,
      Interrupts.Registration registration,
      boolean owned) {
    this.name = name;
    this.stream = new BufferedOutputStream(raw, BUFFER);
    this.file = file;
    this.registration = registration;
    this.owned = owned;
  }

  static Output toStandard(Console console) {
    return new Output("standard output", console.out(), null, null, false);
  }

  public static Output toFile(Path path, Console console) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      return new Output(path.toString(), device(path), null, null, true);
    }
    AtomicFile file = AtomicFile.create(path);
    return new Output(
        path.toString(),
        file.stream(),
        file,
        console.interrupts().register(() -> discard(file)),
        true);
  }

  private static OutputStream device(Path path) {
    try {
      return NamedOutput.device(new FileOutputStream(path.toFile()), path.toString());
    } catch (IOException e) {
      throw new UnwritableOutput(path + ": cannot be written", "check its permissions", e);
    }
  }

  private static void discard(AtomicFile file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For messages.
  public String name() {
    return name;
  }

  /// Buffered; need not be closed.
  public OutputStream stream() {
    return stream;
  }

  /// For writing at any place, where the result is a file.
  public Optional<FileChannel> channel() {
    return file == null ? Optional.empty() : Optional.of(file.channel());
  }

  /// Where the bytes are until [#commit], where the result is a file; for those who want to look at
  /// them before.
  public Optional<Path> aside() {
    return file == null ? Optional.empty() : Optional.of(file.aside());
  }

  /// Says that the result is whole.
  public void commit() throws IOException {
    stream.flush();
    if (file != null) {
      file.place();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      registration.close();
      file.close();
    } else if (owned) {
      stream.close();
    }
  }
}
