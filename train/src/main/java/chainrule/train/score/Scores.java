package chainrule.train.score;

/// What a model says to the events of a batch: each token of each document, and then, where the
/// model foretells ends, the end of the document.
///
/// @param batch what was scored
/// @param ends whether documents' ends are events
/// @param log10 the logarithm of each event's probability
/// @param unknown which events are words that the model does not know
/// @param orders how many tokens the probability of each event rests on, itself included: the
///   length of the n-gram that was found; empty for models that always see all of their context
@SuppressWarnings("ArrayRecordComponent") // large, shared and never changed
public record Scores(Batch batch, boolean ends, double[] log10, boolean[] unknown, byte[] orders) {
  public Scores {
    int events = batch.tokens() + (ends ? batch.documents() : 0);
    if (log10.length != events || unknown.length != events) {
      throw new IllegalArgumentException(log10.length + " scores for " + events + " events");
    }
  }

  /// The first event of a document; for the number of documents, how many events there are.
  public int start(int document) {
    return batch.start(document) + (ends ? document : 0);
  }

  /// Whether an event is its document's end.
  public boolean isEnd(int document, int event) {
    return ends && event == start(document + 1) - 1;
  }

  /// The same without the ends of documents.
  public Scores withoutEnds() {
    if (!ends) {
      return this;
    }
    double[] tokens = new double[batch.tokens()];
    boolean[] unknownTokens = new boolean[tokens.length];
    byte[] tokenOrders = new byte[orders.length == 0 ? 0 : tokens.length];
    for (int document = 0; document < batch.documents(); document++) {
      int from = batch.start(document);
      int count = batch.start(document + 1) - from;
      System.arraycopy(log10, start(document), tokens, from, count);
      System.arraycopy(unknown, start(document), unknownTokens, from, count);
      if (tokenOrders.length > 0) {
        System.arraycopy(orders, start(document), tokenOrders, from, count);
      }
    }
    return new Scores(batch, false, tokens, unknownTokens, tokenOrders);
  }

  /// The token of an event that is not an end.
  public int token(int document, int event) {
    return event - (ends ? document : 0);
  }
}
