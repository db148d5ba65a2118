package chainrule.cli.console;

import java.util.Map;

/// Which of the three standard streams are terminals, and what the one that people look at can
/// show.
///
/// Java cannot ask this of one stream alone without native calls that cost more than the rest of a
/// short command, but a shell can: the launcher says it in two system properties,
/// `chainrule.terminals` (the descriptors that are terminals, such as `02`) and
/// `chainrule.columns`.
///
/// @param columns width of the window
/// @param colour whether colours are welcome on standard error and standard output
public record Terminal(boolean input, boolean output, boolean errors, int columns, boolean colour) {
  private static final int USUAL_WIDTH = 80;

  /// No terminal anywhere, as in a pipeline or a test.
  public static final Terminal NONE = new Terminal(false, false, false, USUAL_WIDTH, false);

  public static Terminal of(Map<String, String> environment) {
    String terminals = System.getProperty("chainrule.terminals");
    boolean known = terminals != null;
    boolean both = !known && isConsole();
    boolean dumb =
        "dumb".equals(environment.get("TERM"))
            || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        known ? terminals.contains("0") : both,
        known ? terminals.contains("1") : both,
        known ? terminals.contains("2") : both,
        columns(environment),
        !dumb);
  }

  /// Whether both input and output are terminals, which is all that Java tells.
  @SuppressWarnings("SystemConsoleNull") // it is null on JDK 25 where neither is
  private static boolean isConsole() {
    return System.console() != null && System.console().isTerminal();
  }

  private static int columns(Map<String, String> environment) {
    String text = System.getProperty("chainrule.columns", environment.getOrDefault("COLUMNS", ""));
    try {
      int columns = Integer.parseInt(text.strip());
      return columns >= 20 ? columns : USUAL_WIDTH;
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }
}
