package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.reference.Heading;
import chainrule.cli.reference.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/// The program without a command: shows the overview, or its version.
@Page(
    summary = "language models from a shell, from raw text to sampled text",
    description =
        """
        Learns tokenizers from text, estimates n-gram models, trains neural ones, exports them to \
        ONNX and samples from them. Each step is a command of its own; they are chained by files \
        and pipes.
        """,
    examples =
        """
        # Which commands are there?
        chainrule

        # What a command does
        chainrule help inspect
        """)
public final class Chainrule extends Command {
  @Option(
      names = {"-V", "--version"},
      description = "Show the version and exit.")
  @Heading("Every command")
  private boolean version;

  @Override
  protected void run(Console console) throws IOException {
    if (version) {
      console.out().write((Version.line() + "\n").getBytes(StandardCharsets.UTF_8));
    } else {
      Help.show(new String[0], console);
    }
  }
}
