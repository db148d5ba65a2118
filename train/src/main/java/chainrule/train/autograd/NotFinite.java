package chainrule.train.autograd;

/// NaN or an infinity was found among the numbers of an op that is named in the message.
public final class NotFinite extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFinite(String message) {
    super(message);
  }
}
