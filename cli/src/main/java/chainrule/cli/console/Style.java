package chainrule.cli.console;

/// Emphasis for people at a terminal; plain text everywhere else.
public enum Style {
  PLAIN,
  ANSI;

  /// @param shown whether the stream that is written to is a terminal
  public static Style of(boolean shown, Terminal terminal) {
    return shown && terminal.colour() ? ANSI : PLAIN;
  }

  public String heading(String text) {
    return wrap("1", text);
  }

  public String name(String text) {
    return wrap("36", text);
  }

  /// What explains beside what is typed.
  public String aside(String text) {
    return wrap("2", text);
  }

  private String wrap(String code, String text) {
    return switch (this) {
      case PLAIN -> text;
      case ANSI -> "\u001b[" + code + "m" + text + "\u001b[0m";
    };
  }
}
