package chainrule.cli.console;

import chainrule.tokenize.io.Failure;

/// A check that the user asked for came out negative: the program worked, and says no.
public final class CheckFailed extends Failure {
  private static final long serialVersionUID = 1L;

  public CheckFailed(String message, String hint) {
    super(message, hint);
  }
}
