package chainrule.cli.packaging;

import chainrule.cli.ExitCode;
import chainrule.cli.command.Version;
import chainrule.cli.reference.CommandReference;
import chainrule.cli.reference.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A manual page in roff, of one command or of the program with the list of its commands. It says
/// what the help page says.
final class ManPage {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CHAINRULE_JAVA_HOME",
              "The Java to use; otherwise JAVA_HOME, the PATH, the usual places.",
          "CHAINRULE_JAVA_OPTS", "More flags for the virtual machine.",
          "CHAINRULE_PROGRESS", "What --progress is where it is not given: auto, always, never.",
          "NO_COLOR", "No colour, whatever it is set to; TERM=dumb does the same.");

  private static final int LINE = 64;

  private final StringBuilder page = new StringBuilder();

  private final String date;

  private ManPage(String date) {
    this.date = date;
  }

  /// @param program whose options every command has
  static String ofProgram(CommandReference program, List<CommandReference> commands, String date) {
    ManPage page = new ManPage(date);
    page.beginning(program, program.name() + " COMMAND [OPTIONS] [FILE…]");
    page.description(program);
    page.section("COMMANDS");
    Map<String, List<CommandReference>> groups = new LinkedHashMap<>();
    for (CommandReference command : commands) {
      groups.computeIfAbsent(command.heading(), _ -> new ArrayList<>()).add(command);
    }
    groups.forEach(page::group);
    page.options(program);
    page.ending(program);
    return page.page.toString();
  }

  static String of(CommandReference command, String date) {
    ManPage page = new ManPage(date);
    page.beginning(command, command.synopsis());
    page.description(command);
    if (!command.parts().isEmpty()) {
      page.section("COMMANDS");
      command.parts().forEach(page::command);
    }
    page.options(command);
    page.ending(command);
    page.section("SEE ALSO");
    page.line(".BR chainrule (1)");
    return page.page.toString();
  }

  /// `chainrule-bench-train`.
  static String title(CommandReference command) {
    return command.name().replace(' ', '-');
  }

  private void beginning(CommandReference command, String synopsis) {
    String title = title(command);
    page.append(".\\\" Made by the build from the command's own description.\n");
    line(
        ".TH "
            + escaped(title.toUpperCase(Locale.ROOT))
            + " 1 \""
            + date
            + "\" \"chainrule "
            + Version.number()
            + "\" \"Chainrule\"");
    page.append(".nh\n.ad l\n");
    section("NAME");
    text(title + " - " + command.summary());
    section("SYNOPSIS");
    line(".B " + escaped(synopsis));
  }

  private void description(CommandReference command) {
    section("DESCRIPTION");
    paragraphs(command.description());
  }

  private void group(String heading, List<CommandReference> commands) {
    line(".SS " + escaped(heading));
    commands.forEach(this::command);
  }

  private void command(CommandReference command) {
    line(".TP");
    line("\\fB" + escaped(title(command)) + "\\fR(1)");
    text(command.summary());
  }

  private void options(CommandReference command) {
    command
        .byHeading()
        .forEach(
            (heading, entries) -> {
              section(heading.toUpperCase(Locale.ROOT));
              entries.forEach(this::entry);
            });
  }

  private void entry(Entry entry) {
    line(".TP");
    line("\\fB" + escaped(entry.term().strip()) + "\\fR");
    text(entry.description());
  }

  private void ending(CommandReference command) {
    section("EXAMPLES");
    for (String line : command.examples().split("\n", -1)) {
      example(line);
    }
    page.append(".EE\n");
    section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      line(".TP");
      line("\\fB" + code.number() + "\\fR");
      text(code.meaning());
    }
    line(".TP");
    line("\\fB130\\fR, \\fB143\\fR");
    text("Interrupted, terminated, after saving what can be saved.");
    section("ENVIRONMENT");
    ENVIRONMENT.keySet().stream()
        .sorted()
        .forEach(
            name -> {
              line(".TP");
              line("\\fB" + name + "\\fR");
              text(ENVIRONMENT.get(name));
            });
  }

  /// Comments are text, command lines stand as they are.
  private void example(String line) {
    if (line.startsWith("# ")) {
      page.append(page.toString().endsWith(".SH EXAMPLES\n") ? "" : ".EE\n.PP\n");
      text(line.substring(2));
      page.append(".PP\n.EX\n");
    } else if (!line.isBlank()) {
      text("  " + line);
    }
  }

  private void section(String title) {
    line(".SH " + escaped(title));
  }

  private void paragraphs(String description) {
    boolean table = false;
    boolean parted = false; // an empty line came before
    for (String line : description.split("\n", -1)) {
      if (line.isBlank()) {
        parted = true;
        continue;
      }
      boolean asItIs = line.startsWith(" ");
      if (asItIs != table) {
        page.append(asItIs ? ".PP\n.EX\n" : ".EE\n.PP\n");
        table = asItIs;
      } else if (parted) {
        page.append(".PP\n");
      }
      parted = false;
      text(line);
    }
    page.append(table ? ".EE\n" : "");
  }

  /// Text on lines of a length that editors like; one that stands as it is begins with a space.
  private void text(String text) {
    if (text.startsWith(" ")) {
      line(guarded(text));
      return;
    }
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + word.length() > LINE) {
        line(guarded(line.toString()));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(guarded(line.toString()));
  }

  /// A line of text that roff does not take for a request.
  private static String guarded(String text) {
    String escaped = escaped(text);
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '~' -> escaped.append("\\(ti");
                case '^' -> escaped.append("\\(ha");
                case '`' -> escaped.append("\\(ga");
                case '\'' -> escaped.append("\\(aq");
                default -> {
                  if (c < 128) {
                    escaped.append((char) c);
                  } else {
                    escaped.append(String.format(Locale.ROOT, "\\[u%04X]", c));
                  }
                }
              }
            });
    return escaped.toString();
  }
}
