package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Style;
import chainrule.cli.option.JsonOption;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Mixin;

/// `doctor`: what this machine offers. The virtual machine and the computer are looked at by
/// [Machine], what computes on a GPU by [Acceleration].
@Page(
    summary = "what this machine offers, and what is missing",
    description =
        """
        Shows which Java runs, how wide its vectors are, cores and memory (the container's, in a \
        container), ONNX Runtime's version and providers, the GPU and its driver, and each library \
        that CUDA needs, with how to get those that are missing.
        """,
    examples =
        """
        # What is here?
        chainrule doctor

        # In a bug report or a script
        chainrule doctor --json
        """)
final class Doctor extends Command {
  /// One line of the report.
  ///
  /// @param key in the report for programs
  /// @param text what people read; may have several lines
  record Finding(String title, String key, String text, Json value) {
    Finding(String title, String key, String text) {
      this(title, key, text, Json.of(text));
    }
  }

  private static final int COLUMN = 14;

  @Mixin private JsonOption json;

  @Override
  protected void run(Console console) throws IOException {
    List<Finding> findings = Machine.findings();
    findings.addAll(Acceleration.findings());
    if (json.wanted()) {
      Json.Members report = Json.object().with("chainrule", Json.of(Version.number()));
      for (Finding finding : findings) {
        report = report.with(finding.key(), finding.value());
      }
      JsonOption.write(report, console);
      return;
    }
    Style style = Style.of(console.terminal().output(), console.terminal());
    StringBuilder page = new StringBuilder();
    line(page, style, "Chainrule", Version.number());
    findings.forEach(finding -> line(page, style, finding.title(), finding.text()));
    console.out().write(page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void line(StringBuilder page, Style style, String title, String text) {
    page.append(style.heading(title)).append(" ".repeat(COLUMN - title.length()));
    page.append(text.replace("\n", "\n" + " ".repeat(COLUMN))).append('\n');
  }
}
