package chainrule.train.loop;

import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.MalformedInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much time a training has used, that of earlier sittings included. Only differences of a
/// monotonic clock count, so that a wall clock that jumps does no harm. It is kept in a file of its
/// own: with the same seed and input all else of a state is the same.
final class Clock {
  private final double before;
  private final long start = System.nanoTime();

  /// @param before seconds that earlier sittings used
  Clock(double before) {
    this.before = before;
  }

  double seconds() {
    return before + (System.nanoTime() - start) / 1e9;
  }

  void save(Path file) throws IOException {
    try (AtomicFile whole = AtomicFile.create(file)) {
      whole.stream().write((seconds() + "\n").getBytes(StandardCharsets.UTF_8));
      whole.commit();
    }
  }

  /// The seconds that were saved; none where the file is missing.
  static double read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && Double.isFinite(seconds)) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new MalformedInput(
        file.toString(),
        "",
        "holds no seconds of training",
        "write how many there were, or delete it: then they count from 0");
  }
}
