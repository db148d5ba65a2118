package chainrule.tokenize.io;

/// A value that the user chose cannot work: a name that is not known, heads that do not divide the
/// width. Found by a library after the command line itself was parsed.
public final class BadSetting extends Failure {
  private static final long serialVersionUID = 1L;

  public BadSetting(String message, String hint) {
    super(message, hint);
  }

  public BadSetting(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
