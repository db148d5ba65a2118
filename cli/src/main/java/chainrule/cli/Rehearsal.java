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
import java.util.Map;

/// A run that touches what starts need, so that the virtual machine can keep it in the AOT cache.
/// The launcher asks for it, with a system property, when it makes that cache; nothing is shown.
final class Rehearsal {
  static final String PROPERTY = "chainrule.rehearsal";

  private Rehearsal() {}

  static void run() {
    byte[] page = run("");
    run("", "--version");
    run("", "no-such-command");
    for (Commands command : Commands.values()) {
      run("", command.word(), "--help");
    }
    run(new String(page, StandardCharsets.UTF_8), "inspect", "-");
    run("", "inspect", "no-such-file", "--json");
  }

  private static byte[] run(String input, String... arguments) {
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
