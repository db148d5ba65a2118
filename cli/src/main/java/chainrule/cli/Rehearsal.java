package chainrule.cli;

import chainrule.cli.command.Commands;
import chainrule.cli.console.Console;
import chainrule.cli.console.Interrupts;
import chainrule.cli.console.ScratchFolder;
import chainrule.cli.console.Terminal;
import chainrule.tokenize.io.UnwritableOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A run that touches what starts need, so that the virtual machine can keep it in an AOT cache.
/// The launcher asks for it, with a system property, when it makes a cache; nothing is shown.
///
/// There are two caches, because all that is in one is loaded at every start: that of the program
/// itself, for `chainrule --version`, and that of its commands.
final class Rehearsal {
  static final String PROPERTY = "chainrule.rehearsal";

  private Rehearsal() {}

  /// @param cache which of the two is made: `start` or `commands`
  static void run(String cache) {
    byte[] page = rehearse("");
    rehearse("", "--version");
    if (cache.equals("start")) {
      return;
    }
    rehearse("", "no-such-command");
    for (Commands command : Commands.values()) {
      rehearse("", command.word(), "--help");
    }
    String text = new String(page, StandardCharsets.UTF_8);
    rehearse(text, "inspect", "-");
    rehearse("", "inspect", "no-such-file", "--json");
    try (ScratchFolder scratch = ScratchFolder.make(new Interrupts())) {
      Path folder = scratch.path();
      tokenizers(text, folder.resolve("tokenizer.json").toString());
      ngrams(folder.resolve("lm.arpa").toString(), folder.resolve("lm.bin").toString());
    } catch (UnwritableOutput e) {
      // What is not rehearsed is only slower.
    }
  }

  private static void tokenizers(String text, String tokenizer) {
    rehearse(text, "learn", "--type", "bpe", "--vocab-size", "300", "-o", tokenizer);
    rehearse("", "inspect", tokenizer);
    rehearse(text, "tokenize", "-t", "byte", "--threads", "2");
    byte[] ids = rehearse(text, "tokenize", "-t", tokenizer, "--format", "ids");
    rehearse(new String(ids, StandardCharsets.UTF_8), "detokenize", "-t", tokenizer);
  }

  /// Of a text so long that the machine learns which loops are hot: half of a short run's time is
  /// saved.
  private static void ngrams(String arpa, String binary) {
    String text = zipf();
    List<String> count = List.of("count", "-n", "5", "--discount-fallback", "--quiet");
    rehearse(text, with(count, "-o", arpa));
    rehearse(text, with(count, "--format", "binary", "-o", binary));
    for (int i = 0; i < 3; i++) {
      rehearse(text, "eval", binary);
    }
    rehearse("", "sample", binary, "--max-tokens", "9");
    rehearse("", "convert", arpa, "-o", binary);
  }

  private static String[] with(List<String> arguments, String... more) {
    return Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /// Words by Zipf's law, always the same.
  private static String zipf() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 150_000; i++) {
      text.append(Integer.toString((int) Math.exp(random.nextDouble() * 10), 36));
      text.append(random.nextInt(12) == 0 ? '\n' : ' ');
    }
    return text.append('\n').toString();
  }

  private static byte[] rehearse(String input, String... arguments) {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream err = OutputStream.nullOutputStream()) {
      Main.run(Console.of(in, out, err, Terminal.NONE, Map.of()), arguments);
      return out.toByteArray();
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
