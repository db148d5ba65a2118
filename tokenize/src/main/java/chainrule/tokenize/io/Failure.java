package chainrule.tokenize.io;

/// Something that went wrong for a reason that the user can do something about: its message says
/// what and where, its hint what to do. The command line prints both on one line and turns the
/// subclass into an exit code; what is not a `Failure` or an I/O error is a bug of ours.
public abstract class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// @param hint what to do about it, or empty where the message already says so
  protected Failure(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  protected Failure(String message, String hint) {
    this(message, hint, null);
  }

  public final String hint() {
    return hint;
  }
}
