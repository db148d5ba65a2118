package chainrule.cli.command;

import chainrule.cli.console.CheckFailed;
import chainrule.cli.console.Console;
import chainrule.cli.console.ScratchFolder;
import chainrule.cli.console.Style;
import chainrule.cli.option.InputFiles;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.AtomicFile;
import chainrule.tokenize.io.UnwritableOutput;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// `demo`: the whole pipeline on a small text, each command line shown as a user would type it and
/// then given to a shell. Adding a step is a line in [#STEPS].
@Page(
    summary = "the whole pipeline on a small text of our own",
    description =
        """
        Grows a small text and takes it from raw characters to sampled text, showing each command \
        line before a shell runs it. Only the sampled text goes to standard output.
        """,
    examples =
        """
        # See what there is
        chainrule demo

        # Keep the files, to go on from there
        chainrule demo -o harbour
        """)
final class Demo extends Command {
  private static final int CHARACTERS = 60_000;
  private static final long SEED = 1;

  /// The command lines, run in the folder of the demo; the last one's output is the demo's.
  private static final List<String> STEPS =
      List.of(
          "chainrule learn --type bpe --vocab-size 600 -o bpe.json harbour.txt",
          "chainrule tokenize -t bpe.json -o harbour.tok harbour.txt",
          "chainrule inspect bpe.json harbour.tok",
          "chainrule tokenize -t bpe.json --format pieces harbour.txt"
              + " | chainrule count -n 3 -o pieces.arpa",
          "chainrule count -n 3 -o lm.arpa harbour.txt",
          "chainrule eval lm.arpa harbour.txt",
          "chainrule train -t bpe.json --steps 60 --context 64 -o run harbour.tok",
          "chainrule sample lm.arpa --seed 7 -n 60",
          "chainrule export run -o model.onnx",
          "chainrule sample model.onnx --prompt 'The lamp' --temperature 0.7 --seed 7 -n 60");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Keep the files in FOLDER (default: a temporary one, removed at the end).")
  private String folder;

  @Override
  protected void run(Console console) throws IOException {
    if (folder != null) {
      runIn(made(InputFiles.path(folder)), console);
      console.say("The files are in " + folder);
      return;
    }
    try (ScratchFolder scratch = ScratchFolder.make(console.interrupts())) {
      runIn(scratch.path(), console);
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UnwritableOutput(folder + ": the folder cannot be made", "name another with -o", e);
    }
  }

  private static void runIn(Path folder, Console console) throws IOException {
    Style style = Style.of(console.terminal().errors(), console.terminal());
    try (AtomicFile text = AtomicFile.create(folder.resolve("harbour.txt"))) {
      text.stream().write(DemoText.grow(SEED, CHARACTERS).getBytes(StandardCharsets.UTF_8));
      text.place();
    }
    for (String step : STEPS) {
      console.say(style.heading("$ " + step));
      boolean last = step.equals(STEPS.getLast());
      int code = shell(step, folder, console, last);
      if (code != 0) {
        throw new CheckFailed("exit code " + code + " of: " + step, "");
      }
    }
  }

  /// Runs a line in a shell, its output copied to ours: the last step's to standard output, what
  /// comes before to standard error, or nowhere where quiet is wanted.
  private static int shell(String line, Path folder, Console console, boolean last)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", FUNCTION + line).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("CHAINRULE_DEMO_LAUNCHER", System.getProperty("chainrule.launcher", ""));
    environment.put("CHAINRULE_DEMO_JAVA", ProcessHandle.current().info().command().orElse("java"));
    environment.put("CHAINRULE_DEMO_CLASSES", absoluteClassPath());
    environment.put("CHAINRULE_DEMO_QUIET", console.isQuiet() ? "--quiet" : "");
    OutputStream aside = console.isQuiet() ? OutputStream.nullOutputStream() : console.err();
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    CountDownLatch ended = new CountDownLatch(1);
    try (var _ = console.interrupts().register(() -> end(process, ended));
        InputStream output = process.getInputStream()) {
      output.transferTo(last ? console.out() : aside); // until nobody is left to write
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw new IllegalStateException(e);
    } finally {
      ended.countDown();
    }
  }

  /// Ends a step and waits for it, so that it neither works on alone nor loses its folder before.
  private static void end(Process shell, CountDownLatch ended) {
    shell.descendants().forEach(ProcessHandle::destroy);
    shell.destroy();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What `chainrule` means in the demo's shell: the launcher that started us, or else this Java.
  private static final String FUNCTION =
      """
      chainrule() {
        set -- "$@" $CHAINRULE_DEMO_QUIET
        if [ -n "$CHAINRULE_DEMO_LAUNCHER" ]; then "$CHAINRULE_DEMO_LAUNCHER" "$@"
        else "$CHAINRULE_DEMO_JAVA" --add-exports=java.base/jdk.internal.module=ALL-UNNAMED \\
          -cp "$CHAINRULE_DEMO_CLASSES" chainrule.cli.Main "$@"; fi
      }
      """;

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((a, b) -> a + File.pathSeparator + b)
        .orElse("");
  }
}
