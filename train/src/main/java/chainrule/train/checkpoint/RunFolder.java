package chainrule.train.checkpoint;

import chainrule.tokenize.io.Busy;
import chainrule.tokenize.io.Input;
import chainrule.tokenize.io.MalformedInput;
import chainrule.tokenize.io.UnreadableInput;
import chainrule.tokenize.io.UnwritableOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A run: the folder of one training, and the names of what lies in it. Reading it needs no lock;
/// whoever writes holds a [Lock], which the operating system takes back from a killed process.
///
/// @param path the folder
public record RunFolder(Path path) {
  private static final String LOCK = ".lock";

  /// The right to write, until it is closed.
  public interface Lock extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /// Whether a run lies at this place.
  public static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve("config.json"));
  }

  /// Whether a run lies there that has something to lose: weights or a state.
  public static boolean isBegun(Path path) {
    RunFolder run = new RunFolder(path);
    return isRun(path) && (Files.exists(run.weights()) || Files.exists(run.states().folder()));
  }

  /// An existing run.
  public static RunFolder open(Path path) {
    if (!Files.exists(path)) {
      throw new UnreadableInput(path + ": no such run", "");
    }
    if (!isRun(path)) {
      throw new MalformedInput(
          path.toString(),
          "",
          Files.isDirectory(path) ? "is no run: it has no config.json" : "is no folder",
          "a run is a folder that chainrule train has made");
    }
    return new RunFolder(path);
  }

  /// A run that is to be made, or continued; its folder is made where it does not exist.
  public static RunFolder make(Path path) {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new UnwritableOutput(
          path + ": is a file where the run's folder should be", "name another with -o", e);
    } catch (IOException e) {
      throw new UnwritableOutput(
          path + ": the run's folder cannot be made", "check the folder above it", e);
    }
    if (!Files.isWritable(path)) {
      throw new UnwritableOutput(
          path + ": the run's folder cannot be written", "check its permissions");
    }
    return new RunFolder(path);
  }

  /// The folders that must be made before there is one of this path, itself first.
  public static List<Path> missing(Path path) {
    List<Path> missing = new ArrayList<>();
    Path folder = path;
    while (folder != null && !folder.toString().isEmpty() && !Files.exists(folder)) {
      missing.add(folder);
      folder = folder.getParent();
    }
    return missing;
  }

  /// Removes the folder again if nothing was put into it: a run that was refused leaves nothing.
  ///
  /// @param made the folders that were made for it, itself first
  public void removeIfEmpty(List<Path> made) throws IOException {
    Path lock = path.resolve(LOCK);
    try (Stream<Path> files = Files.list(path)) {
      if (!files.allMatch(lock::equals)) {
        return;
      }
    }
    Files.deleteIfExists(lock);
    try {
      for (Path folder : made) {
        Files.deleteIfExists(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      // somebody else has put something there since
    }
  }

  /// What was asked for: the model, the settings, where the data came from.
  public Path config() {
    return path.resolve("config.json");
  }

  /// The weights to use.
  public Path weights() {
    return path.resolve("model.safetensors");
  }

  /// The same to be read; a run that was stopped before it had any is told so.
  public Input trained() {
    if (!Files.exists(weights())) {
      throw new UnreadableInput(
          path + ": has no model yet", "chainrule train --resume goes on with the run");
    }
    return Input.file(weights());
  }

  public Path tokenizer() {
    return path.resolve("tokenizer.json");
  }

  /// A row for each report of the training.
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /// Some windows of the validation text, or of the training text where there is no other:
  /// [ValidationWindows].
  public Path validation() {
    return path.resolve("validation.safetensors");
  }

  /// How many seconds the training took until its last state: the one thing to resume from that two
  /// equal runs do not share.
  public Path seconds() {
    return path.resolve("seconds");
  }

  /// The states to resume from.
  public States states() {
    return new States(path.resolve("state"));
  }

  private static void sign(Path file, FileChannel channel) throws IOException {
    String name = "process " + ProcessHandle.current().pid() + "\n";
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      channel.close();
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /// Takes the right to write; fails at once where another process has it.
  public Lock lock() throws IOException {
    Path file = path.resolve(LOCK);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UnwritableOutput(path + ": cannot be written", "check its permissions", e);
    }
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        sign(file, channel);
        return channel::close;
      }
    } catch (OverlappingFileLockException e) {
      // this process holds it already: as busy as if another did
    }
    String holder = Files.readString(file).strip();
    channel.close();
    throw new Busy(path + ": is being trained by " + holder, "wait until it ends, or stop it");
  }
}
