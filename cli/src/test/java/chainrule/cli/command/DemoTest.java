package chainrule.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.ExitCode;
import chainrule.cli.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  @TempDir Path folder;

  @Test
  void theSameSeedGrowsTheSameText() {
    assertEquals(DemoText.grow(1, 5000), DemoText.grow(1, 5000));
    assertNotEquals(DemoText.grow(1, 5000), DemoText.grow(2, 5000));
    assertTrue(DemoText.grow(3, 5000).length() >= 5000);
  }

  @Test
  void theGrammarLeavesNoNameOpen() {
    assertFalse(DemoText.grow(4, 200_000).matches("(?s).*[{}].*"));
  }

  @Test
  void thePipelineRunsAndLeavesItsFilesWhereTheyWereAskedFor() throws Exception {
    Path kept = folder.resolve("kept");
    Shell.Result result = Shell.PLAIN.run("demo", "-o", kept);
    assertEquals(ExitCode.DONE, result.code(), result.errors());
    assertTrue(result.errors().startsWith("$ chainrule "), result.errors());
    assertFalse(result.text().isBlank());
    assertEquals(DemoText.grow(1, 60_000), Files.readString(kept.resolve("harbour.txt")));
  }
}
