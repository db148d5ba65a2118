package chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chainrule.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;

  @Test
  void withoutArgumentsTheOverviewIsShown() {
    Shell.Result result = Shell.PLAIN.run();
    assertEquals(ExitCode.DONE, result.code());
    assertTrue(result.text().contains("inspect"), result.text());
    assertEquals("", result.errors());
  }

  @Test
  void theVersionIsTheBuilds() {
    assertTrue(Shell.PLAIN.run("--version").text().matches("chainrule \\d+\\.\\d+\\.\\d+\n"));
  }

  @Test
  void aMistypedCommandIsGuessed() {
    assertEquals(
        "2 chainrule: unknown command inpsect; did you mean inspect?",
        Shell.PLAIN.run("inpsect", "x").failure());
  }

  @Test
  void aMistypedOptionIsGuessed() {
    assertEquals(
        "2 chainrule inspect: unknown option --jsno; did you mean --json?",
        Shell.PLAIN.run("inspect", "--jsno").failure());
  }

  @Test
  void aFileWhoseNameBeginsAsAnOptionIsSaidHowToName() throws IOException {
    Path file = Files.createFile(Path.of("-a-file-of-MainTest"));
    try {
      assertEquals(
          "2 chainrule inspect: unknown option -a-file-of-MainTest; write ./-a-file-of-MainTest for"
              + " the file of this name",
          Shell.PLAIN.run("inspect", file).failure());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aShortenedOptionIsNotTakenButCompleted() {
    assertEquals(
        "2 chainrule inspect: unknown option --prog; did you mean --progress?",
        Shell.PLAIN.run("inspect", "--prog=never").failure());
  }

  @Test
  void aWordThatIsNoneOfAnOptionsIsNamedWithThem() {
    assertEquals(
        "2 chainrule inspect: --progress: 'nver' is none of auto, always, never; see chainrule help"
            + " inspect",
        Shell.PLAIN.run("inspect", "--progress", "nver").failure());
  }

  @Test
  void anOptionWithoutItsValueIsNamed() {
    assertEquals(
        "2 chainrule inspect: --progress needs a value WHEN; see chainrule help inspect",
        Shell.PLAIN.run("inspect", "--progress").failure());
  }

  @Test
  void theLastOfAnOptionGivenTwiceCounts() {
    Shell.Result result =
        Shell.PLAIN.withInput("x").run("inspect", "--progress", "always", "--progress", "never");
    assertEquals(ExitCode.DONE, result.code());
    assertEquals("", result.errors());
  }

  @Test
  void helpIsTheSameByOptionAndByCommand() {
    Shell.Result byCommand = Shell.PLAIN.run("help", "inspect");
    assertEquals(byCommand.text(), Shell.PLAIN.run("inspect", "--help").text());
    assertTrue(byCommand.text().startsWith("chainrule inspect: "), byCommand.text());
  }

  @Test
  void helpForAnUnknownCommandGuesses() {
    assertEquals(
        "2 chainrule help: unknown command insp; did you mean inspect?",
        Shell.PLAIN.run("help", "insp").failure());
  }

  @Test
  void aSwitchTakesNoValue() {
    assertEquals(
        "2 chainrule inspect: --json takes no value; see chainrule help inspect",
        Shell.PLAIN.run("inspect", "--json=maybe").failure());
  }

  @Test
  void whatEveryCommandHasMayStandBeforeTheCommand() {
    Shell shell = Shell.PLAIN.withInput("x\n");
    assertEquals(
        shell.run("inspect", "-").text(),
        shell.run("-q", "--progress", "never", "inspect", "-").text());
    assertEquals(shell.run("help", "inspect").text(), shell.run("-h", "inspect").text());
  }

  @Test
  void standardInputIsInspectedAsAFileIs() {
    Shell.Result result = Shell.PLAIN.withInput("one\ntwo\n").run("inspect", "--json", "-");
    assertEquals("{\"kind\":\"text\",\"bytes\":8,\"lines\":2}\n", result.text());
  }

  @Test
  void standardInputIsNotReadAgain() {
    assertEquals(
        "2 chainrule inspect: standard input can be read only once, but is wanted as file and as"
            + " file; name a file for one of them",
        Shell.PLAIN.withInput("one\n").run("inspect", "--json", "-", "-").failure());
  }

  @Test
  void anEmptyNameIsNoFile() {
    assertEquals(
        "66 chainrule inspect: '': a file's name is empty; look at the variable it came from",
        Shell.PLAIN.run("inspect", "").failure());
  }

  @Test
  void anErrorIsOneLineWhateverAFileIsCalled() {
    assertEquals(
        "66 chainrule inspect: a\\nb\\x1b[31m: no such file",
        Shell.PLAIN.run("inspect", "a\nb\u001b[31m").failure());
  }

  @Test
  void helpHasColoursOnATerminalOnly() {
    Terminal window = new Terminal(true, true, true, 80, true);
    String coloured = Shell.PLAIN.withTerminal(window).run("help", "inspect").text();
    String plain = Shell.PLAIN.run("help", "inspect").text();
    assertTrue(coloured.contains("\u001b["), coloured);
    assertEquals(plain, coloured.replaceAll("\u001b\\[\\d+m", ""));
  }

  @Test
  void theProgressVariableMeansTheOption() {
    Shell.Result result =
        Shell.PLAIN.withEnvironment(Map.of("CHAINRULE_PROGRESS", "often")).run("inspect", "-");
    assertEquals(
        "2 chainrule inspect: CHAINRULE_PROGRESS is 'often'; it can be auto, always or never",
        result.failure());
  }

  @Test
  void argumentsMayStandInAFile() throws IOException {
    Path text = Files.writeString(folder.resolve("a text.txt"), "x\n");
    Path arguments =
        Files.writeString(folder.resolve("arguments"), "--json # a comment\n\"" + text + "\"\n");
    assertEquals(
        "{\"kind\":\"text\",\"bytes\":2,\"lines\":1}\n",
        Shell.PLAIN.run("inspect", "@" + arguments).text());
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.txt");
    assertEquals(
        "66 chainrule inspect: " + file + ": no such file",
        Shell.PLAIN.run("inspect", file).failure());
  }

  @Test
  void aFolderIsNotAFile() {
    assertEquals(
        "66 chainrule inspect: "
            + folder
            + ": is a folder where a file is expected; name the files in it",
        Shell.PLAIN.run("inspect", folder).failure());
  }

  @Test
  void truncatedGzipIsNamed() throws IOException {
    Path file = folder.resolve("cut.gz");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1});
    assertEquals(
        "65 chainrule inspect: "
            + file
            + ": the compressed data ends too early; make or fetch the file again",
        Shell.PLAIN.run("inspect", file).failure());
  }

  @Test
  void aTerminalIsNotWaitedFor() {
    Terminal typing = new Terminal(true, true, true, 80, false);
    Shell.Result result = Shell.PLAIN.withTerminal(typing).run("inspect");
    assertEquals(ExitCode.USAGE, result.code());
    assertTrue(result.errors().contains("standard input is a terminal"), result.errors());
  }
}
