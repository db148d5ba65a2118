package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A tiny model on a tiny text: what tests of `train` begin with.
abstract class TinyTraining {
  @TempDir Path folder;
  Path text;

  @BeforeEach
  void writeText() throws IOException {
    text = Files.writeString(folder.resolve("text"), "Row, row, row your boat.\n".repeat(30));
  }

  Shell.Result train(Path run, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("train", "-t", "byte", "--threads", 1, "--model", "gru", "--layers", 1));
    words.addAll(List.of("--width", 8, "--context", 16, "--batch", 4, "-o", run));
    words.addAll(List.of(more));
    words.add(text);
    return Shell.PLAIN.run(words.toArray());
  }

  static void assertDone(Shell.Result result) {
    assertEquals(0, result.code().number(), result.errors());
  }
}
