package chainrule.cli.console;

import java.io.IOException;

/// Whoever read our output has gone, as `head` does; not an error.
public final class ClosedPipe extends IOException {
  private static final long serialVersionUID = 1L;

  ClosedPipe(IOException cause) {
    super("nobody reads any more", cause);
  }
}
