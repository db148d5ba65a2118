package chainrule.tokenize.io;

/// An output cannot be made: its folder is missing or read-only, or a folder stands in its place.
public final class UnwritableOutput extends Failure {
  private static final long serialVersionUID = 1L;

  public UnwritableOutput(String message, String hint) {
    super(message, hint);
  }

  public UnwritableOutput(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
