package chainrule.train.loop;

import chainrule.tokenize.io.Failure;

/// A training came to numbers that are not finite. Which setting is to blame, or whether the data
/// is, nobody knows for sure, and it may show after hours.
public final class Diverged extends Failure {
  private static final long serialVersionUID = 1L;

  Diverged(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
