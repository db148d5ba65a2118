package chainrule.cli.console;

/// How much a command says on standard error beside its errors.
public enum Verbosity {
  QUIET,
  NORMAL,
  VERBOSE
}
