package chainrule.tokenize.io;

/// An input is missing, may not be read, or is a folder where a file is expected.
public final class UnreadableInput extends Failure {
  private static final long serialVersionUID = 1L;

  public UnreadableInput(String message, String hint) {
    super(message, hint);
  }

  public UnreadableInput(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
