package chainrule.cli.command;

import chainrule.cli.console.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The program without a command: shows the overview, or its version.
@CommandLine.Command(
    name = "chainrule",
    description = "A toolkit for language models: from raw text to text sampled through ONNX.")
public final class Chainrule extends Command {
  @Option(
      names = {"-V", "--version"},
      description = "Show the version and exit.")
  private boolean version;

  @Override
  protected void run(Console console) throws IOException {
    String text = version ? Version.line() + "\n" : Overview.page(console);
    console.out().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
