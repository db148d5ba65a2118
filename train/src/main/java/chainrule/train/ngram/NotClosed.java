package chainrule.train.ngram;

/// A model has an n-gram whose suffix or context it does not have, so that its table cannot be
/// built as it stands; [ClosedSource] mends that. Thrown and caught within this package.
final class NotClosed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotClosed() {
    super(null, null, false, false);
  }
}
