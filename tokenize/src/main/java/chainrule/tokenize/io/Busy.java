package chainrule.tokenize.io;

/// Another process holds what this one needs; trying again later may work.
public final class Busy extends Failure {
  private static final long serialVersionUID = 1L;

  public Busy(String message, String hint) {
    super(message, hint);
  }

  public Busy(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
