package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.console.Style;
import chainrule.cli.reference.Page;

/// The page that `chainrule` alone shows: what there is, grouped, and where to begin.
final class Overview {
  private static final int COLUMN = 13;

  private Overview() {}

  static String page(Console console) {
    Style style = Style.of(console.terminal().output(), console.terminal());
    StringBuilder page = new StringBuilder();
    page.append(style.heading("chainrule")).append(": ");
    page.append(page(Chainrule.class).summary()).append("\n\n");
    page.append(style.heading("Usage")).append("\n  chainrule COMMAND [OPTIONS] [FILE…]\n");
    for (Commands.Group group : Commands.Group.values()) {
      String rows = rows(group, style);
      if (!rows.isEmpty()) {
        page.append('\n').append(style.heading(group.title())).append('\n').append(rows);
      }
    }
    page.append('\n').append(style.heading("In every command")).append('\n');
    row(page, style, "-", COLUMN, "as a file: standard input, or with -o standard output");
    row(page, style, "FILE.gz", COLUMN, "read through its decompressor; also .zst, .bz2, .xz");
    row(page, style, "@FILE", COLUMN, "the words in FILE, as if they were typed here");
    row(page, style, "--", COLUMN, "ends the options");
    row(page, style, "-h, --help", COLUMN, "the command's page");
    page.append('\n').append(style.heading("Begin with")).append('\n');
    row(page, style, "chainrule demo", 25, "the whole pipeline on a small text");
    row(page, style, "chainrule help COMMAND", 25, "what a command does, with an example");
    row(page, style, "chainrule --version", 25, "which version this is");
    return page.toString();
  }

  private static String rows(Commands.Group group, Style style) {
    StringBuilder rows = new StringBuilder();
    for (Commands command : Commands.values()) {
      if (command.group() == group && !command.isPart()) {
        row(rows, style, command.word(), COLUMN, page(command.make().getClass()).summary());
      }
    }
    return rows.toString();
  }

  private static void row(StringBuilder rows, Style style, String term, int column, String text) {
    rows.append("  ").append(style.name(term));
    rows.append(" ".repeat(column - term.length())).append(text).append('\n');
  }

  private static Page page(Class<?> command) {
    return command.getAnnotation(Page.class);
  }
}
