package chainrule.cli.option;

import chainrule.cli.console.Console;
import chainrule.tokenize.io.Json;
import chainrule.tokenize.io.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/// `--json`: a report for programs in place of one for people.
public final class JsonOption {
  @Option(
      names = "--json",
      description = "Write the report as one JSON object on the last line of standard output.")
  private boolean json;

  public boolean wanted() {
    return json;
  }

  /// Writes the report as one line.
  public static void write(Json report, Console console) throws IOException {
    console.out().write((JsonWriter.line(report) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
