package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Style;

/// The page that `chainrule` alone shows: what there is, grouped, and where to begin.
final class Overview {
  private Overview() {}

  static String page(Console console) {
    Style style = Style.of(console.terminal().output(), console.terminal());
    StringBuilder page = new StringBuilder();
    page.append("Chainrule: language models from a shell, from raw text to sampled text.\n\n");
    page.append(style.heading("Usage")).append("\n  chainrule COMMAND [OPTIONS] [FILE…]\n");
    for (Commands.Group group : Commands.Group.values()) {
      String rows = rows(group, style);
      if (!rows.isEmpty()) {
        page.append('\n').append(style.heading(group.title())).append('\n').append(rows);
      }
    }
    page.append('\n').append(style.heading("Begin with"));
    page.append(
        """

          chainrule demo             the whole pipeline on a small text
          chainrule help COMMAND     what a command does, with an example
          chainrule --version        which version this is
        """);
    return page.toString();
  }

  private static String rows(Commands.Group group, Style style) {
    StringBuilder rows = new StringBuilder();
    for (Commands command : Commands.values()) {
      if (command.group() == group) {
        rows.append("  ").append(style.name(command.word()));
        rows.append(" ".repeat(Math.max(1, 13 - command.word().length())));
        rows.append(command.summary()).append('\n');
      }
    }
    return rows.toString();
  }
}
