package chainrule.cli.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chainrule.cli.command.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    ManPages.write(folder, "2026-01-01");
  }

  @Test
  void everyCommandHasAPage() {
    assertTrue(Files.exists(folder.resolve("chainrule.1")));
    for (Commands command : Commands.values()) {
      String name = "chainrule-" + command.word().replace(' ', '-') + ".1";
      assertTrue(Files.exists(folder.resolve(name)), name);
    }
  }

  @Test
  void groffFindsNothingToWarnOf() throws IOException {
    assertEquals("", check("groff", "-man", "-Tutf8", "-ww", "-z"));
  }

  @Test
  void mandocFindsNothingToWarnOf() throws IOException {
    assertEquals("", check("mandoc", "-Tlint", "-Wwarning"));
  }

  private String check(String... command) throws IOException {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, command[0])));
    assumeTrue(installed, command[0] + " is not installed");
    List<String> words = new ArrayList<>(List.of(command));
    try (Stream<Path> pages = Files.list(folder)) {
      pages.sorted().map(Path::toString).forEach(words::add);
    }
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (InputStream said = process.getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
