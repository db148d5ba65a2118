package chainrule.cli;

import chainrule.cli.command.Commands;
import chainrule.cli.console.Console;
import chainrule.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

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
    rehearse(text, "learn", "--type", "bpe", "--vocab-size", "300");
    rehearse(text, "tokenize", "-t", "byte", "--format", "ids");
    rehearse(text, "tokenize", "-t", "byte", "--threads", "2");
    rehearse("", "inspect", "no-such-file", "--json");
    // Long enough that the machine learns which loops are hot: half of a short run's time is saved.
    String counted = zipf();
    try {
      Path folder = Files.createTempDirectory("chainrule-rehearsal-");
      ngrams(counted, folder.resolve("lm.arpa").toString(), folder.resolve("lm.bin").toString());
      for (String file : List.of("lm.arpa", "lm.bin")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    } catch (IOException e) {
      // What is not rehearsed is only slower.
    }
  }

  private static void ngrams(String text, String arpa, String binary) {
    rehearse(text, "count", "-n", "5", "--discount-fallback", "--quiet", "-o", arpa);
    rehearse(
        text,
        "count",
        "-n",
        "5",
        "--discount-fallback",
        "--quiet",
        "--format",
        "binary",
        "-o",
        binary);
    for (int i = 0; i < 3; i++) {
      rehearse(text, "eval", binary);
    }
    rehearse("", "convert", arpa, "-o", binary);
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
