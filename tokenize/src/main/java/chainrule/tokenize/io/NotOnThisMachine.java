package chainrule.tokenize.io;

/// Something that was asked for is not on this machine, such as a GPU or a JDK of the right
/// version.
public final class NotOnThisMachine extends Failure {
  private static final long serialVersionUID = 1L;

  public NotOnThisMachine(String message, String hint) {
    super(message, hint);
  }

  public NotOnThisMachine(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
