package chainrule.cli.reference;

import chainrule.cli.console.Style;
import java.util.List;

/// The help page of one command, as `--help` shows it.
public final class HelpPage {
  private static final int WIDEST = 100;
  private static final int WIDEST_TERM = 24;
  private static final String INDENT = "  ";

  private final CommandReference command;
  private final Style style;
  private final int width;
  private final int column; // the width of terms, the same all down the page
  private final StringBuilder page = new StringBuilder();

  private HelpPage(CommandReference command, Style style, int columns) {
    this.command = command;
    this.style = style;
    this.width = Math.clamp(columns, 40, WIDEST);
    this.column = longest(command.entries().stream().map(Entry::term).toList());
  }

  public static String of(CommandReference command, Style style, int columns) {
    return new HelpPage(command, style, columns).whole();
  }

  private String whole() {
    page.append(style.heading(command.name())).append(": ").append(command.summary()).append('\n');
    heading("Usage");
    lines(Paragraphs.wrap(command.synopsis(), width - INDENT.length()));
    page.append('\n');
    Paragraphs.wrap(command.description(), width).forEach(line -> page.append(line).append('\n'));
    parts();
    command.byHeading().forEach(this::section);
    heading("Examples");
    command.examples().lines().forEach(this::example);
    return page.toString();
  }

  private void heading(String title) {
    page.append('\n').append(style.heading(title)).append('\n');
  }

  private void lines(List<String> lines) {
    lines.forEach(line -> page.append(INDENT).append(line).append('\n'));
  }

  private void parts() {
    if (command.parts().isEmpty()) {
      return;
    }
    heading("Commands");
    for (CommandReference part : command.parts()) {
      row(part.word(), part.summary());
    }
  }

  private void section(String title, List<Entry> entries) {
    heading(title);
    for (Entry entry : entries) {
      row(entry.term(), entry.description());
    }
  }

  /// The width of the column of terms; longer ones get a line of their own.
  private static int longest(List<String> terms) {
    return terms.stream()
        .mapToInt(String::length)
        .filter(length -> length <= WIDEST_TERM)
        .max()
        .orElse(WIDEST_TERM);
  }

  private void row(String term, String description) {
    int left = INDENT.length() + column + INDENT.length();
    List<String> text = Paragraphs.wrap(description, width - left);
    page.append(INDENT).append(style.name(term));
    String first = text.isEmpty() ? "" : text.getFirst();
    if (term.length() > column) {
      page.append('\n').append(" ".repeat(left)).append(first).append('\n');
    } else {
      page.append(" ".repeat(left - INDENT.length() - term.length())).append(first).append('\n');
    }
    text.stream().skip(1).forEach(line -> page.append(" ".repeat(left)).append(line).append('\n'));
  }

  private void example(String line) {
    page.append(line.isBlank() ? "" : INDENT)
        .append(line.startsWith("#") ? style.aside(line) : line)
        .append('\n');
  }
}
