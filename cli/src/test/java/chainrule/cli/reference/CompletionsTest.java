package chainrule.cli.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chainrule.cli.Golden;
import chainrule.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The scripts, and what the shells that are installed make of them when keys are pressed.
class CompletionsTest {
  private static final Path PACKAGE = Path.of("/usr/share/bash-completion/bash_completion");

  /// What is typed, and what may stand in place of the last word, in alphabetical order.
  private static final List<ShellDriver.Case> CASES =
      List.of(
          of("", "bench", "eval", "tokenize"),
          of("t", "tokenize"),
          of("--v", "--version"),
          of("tokenize --t", "--threads", "--tokenizer"),
          of("tokenize --format ", "ids", "jsonl", "stream"),
          of("tokenize --format j", "jsonl"),
          of("tokenize --format=j", "--format=jsonl"),
          of("tokenize --tokenizer=m", "--tokenizer=my tok.json"),
          of("tokenize -t ", "bpe.json", "byte", "deep", "my tok.json", "run"),
          of("tokenize -t m", "my tok.json"),
          of("tokenize --tokenizer deep/", "deep/inner.json"),
          of("tokenize --threads "),
          of("tokenize -t bpe.json c", "corpus.txt"),
          of("tokenize --format ids c", "corpus.txt"),
          of("tokenize corpus.txt c", "corpus.txt"),
          of("tokenize -- -", "-odd.txt"),
          of("eval ", "deep", "lm.arpa", "run"),
          of("eval lm.arpa c", "corpus.txt"),
          of("eval lm.arpa corpus.txt l", "lm.arpa"),
          of("eval --mix l", "lm.arpa"),
          of("eval --keep ", "deep", "run"),
          of("bench ", "sample", "train"),
          of("bench train --config ", "a", "b"),
          of("bench train --c", "--config"),
          of("bench sample l", "lm.arpa"));

  @TempDir Path folder;

  private static ShellDriver.Case of(String typed, String... completions) {
    return new ShellDriver.Case(typed, List.of(completions));
  }

  @ParameterizedTest
  @EnumSource
  void theFilesInTheSourceTreeAreWhatTheCommandPrints(CompletionScript shell) {
    String name = Value.word(shell);
    String script = Shell.PLAIN.run("completion", name).text();
    Golden.check(Path.of("../completions/chainrule." + name), script);
  }

  @ParameterizedTest
  @EnumSource
  void theShellFindsNoFaultInTheSyntax(CompletionScript shell) throws IOException {
    ShellDriver driver = driver(shell);
    assertEquals("", driver.checkSyntax(Shell.PLAIN.run("completion", Value.word(shell)).text()));
  }

  @Test
  void bashCompletes() throws IOException {
    drive(CompletionScript.BASH, "");
  }

  @Test
  void bashCompletesBesideTheCompletionPackage() throws IOException {
    assumeTrue(Files.exists(PACKAGE), "bash-completion is not installed");
    drive(CompletionScript.BASH, ". " + PACKAGE);
  }

  @Test
  void zshCompletes() throws IOException {
    drive(CompletionScript.ZSH, "");
  }

  @Test
  void fishCompletes() throws IOException {
    drive(CompletionScript.FISH, "");
  }

  private ShellDriver driver(CompletionScript shell) throws IOException {
    assumeTrue(ShellDriver.installed(Value.word(shell)), shell + " is not installed");
    return new ShellDriver(shell, folder);
  }

  private void drive(CompletionScript shell, String before) throws IOException {
    ShellDriver driver = driver(shell);
    assumeTrue(ShellDriver.installed("script"), "script, which makes a terminal, is not installed");
    String script = shell.of(SampleCommands.PROGRAM, SampleCommands.COMMANDS);
    assertEquals(
        String.join("\n", CASES.stream().map(Record::toString).toList()),
        String.join(
            "\n", driver.complete(CASES, before, script).stream().map(Record::toString).toList()),
        driver.output());
  }
}
