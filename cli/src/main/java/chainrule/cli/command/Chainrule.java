package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.reference.CommandReference;
import chainrule.cli.reference.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/// The program without a command: shows the overview, or its version.
@Page(
    summary = "language models from a shell, from raw text to sampled text",
    description =
        """
        Learns tokenizers from text, estimates n-gram models, trains neural ones, exports them to \
        ONNX and samples from them. Each step is a command of its own; they are chained by files \
        and pipes.

        Where a FILE is read, - is standard input; files ending in .gz, .zst, .bz2 or .xz are read \
        through their decompressor. An argument @FILE stands for the words in FILE, and -- ends \
        the options. Data go to standard output, everything else to standard error.
        """,
    examples =
        """
        # Which commands are there?
        chainrule

        # What a command does
        chainrule help inspect
        """)
public final class Chainrule extends Command {
  private boolean version;

  /// The program's own options, written out: reading them from annotations would take longer than
  /// everything else that `chainrule --version` does.
  static CommandSpec spec() {
    Chainrule program = new Chainrule();
    return CommandSpec.wrapWithoutInspection(program)
        .name("chainrule")
        .addOption(option("Show this page and exit.", "-h", "--help").usageHelp(true).build())
        .addOption(
            option("Show the version and exit.", "-V", "--version")
                .setter(
                    new ISetter() {
                      @Override
                      public <T> T set(T value) {
                        program.version = Boolean.TRUE.equals(value);
                        return value;
                      }
                    })
                .build());
  }

  private static OptionSpec.Builder option(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .description(description)
        .userObject(CommandReference.EVERY_COMMAND);
  }

  @Override
  protected void run(Console console) throws IOException {
    if (version) {
      console.out().write((Version.line() + "\n").getBytes(StandardCharsets.UTF_8));
    } else {
      Help.show(new String[0], console);
    }
  }
}
