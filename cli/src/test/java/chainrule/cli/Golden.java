package chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files in the source tree that hold what the program says. `-Dgolden.update=true` writes them
/// anew; what has changed is then seen by `git diff`.
public final class Golden {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private Golden() {}

  /// Compares with a file of the test resources.
  public static void check(String name, String actual) {
    check(Path.of("src/test/resources/golden", name), actual);
  }

  /// @param file from the module's folder
  public static void check(Path file, String actual) {
    try {
      if (UPDATE) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
        return;
      }
      String remedy = " is not what the program says now; refresh it with -Dgolden.update=true";
      assertTrue(Files.exists(file), file + " is missing:" + remedy);
      assertEquals(Files.readString(file), actual, file + remedy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
