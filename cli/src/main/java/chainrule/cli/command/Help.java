package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Style;
import chainrule.cli.reference.CommandReference;
import chainrule.cli.reference.HelpPage;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/// `help`: the overview, or the page of a command.
@Page(
    summary = "show what a command does, with an example",
    description =
        """
        Shows the page of a command, the same as COMMAND --help; without COMMAND, the overview of \
        all commands.
        """,
    examples =
        """
        # Which commands are there?
        chainrule help

        # What does inspect do?
        chainrule help inspect
        """)
public final class Help extends Command {
  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command to tell about.",
      completionCandidates = Names.class)
  private List<String> command = new ArrayList<>();

  /// What can be asked about.
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Commands.words());
    }
  }

  @Override
  protected void run(Console console) throws IOException {
    show(command.toArray(String[]::new), console);
  }

  /// Shows the page of the command of these words, or the overview where there are none.
  public static void show(String[] words, Console console) throws IOException {
    String page = words.length == 0 ? Overview.page(console) : page(words, console);
    console.out().write(page.getBytes(StandardCharsets.UTF_8));
  }

  private static String page(String[] words, Console console) {
    CommandReference reference =
        CommandTree.reference(words)
            .orElseThrow(
                () -> {
                  String guess = Suggestions.closest(words[0], Commands.words());
                  return new BadSetting(
                      "unknown command " + String.join(" ", words),
                      guess.isEmpty() ? "see chainrule help" : "did you mean " + guess + "?");
                });
    Style style = Style.of(console.terminal().output(), console.terminal());
    return HelpPage.of(reference, style, console.terminal().columns());
  }
}
