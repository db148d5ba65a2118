package chainrule.train.score;

/// Sums over scored tokens, and what follows from them. Immutable.
///
/// @param documents lines, as a rule
/// @param tokens all events, ends of documents and unknown words included
/// @param oovs how many of them are words that the model does not know
/// @param log10 the sum of all logarithms
/// @param oovLog10 the part of it that unknown words have
/// @param textBytes of original text, 0 where unknown
public record Totals(
    long documents, long tokens, long oovs, double log10, double oovLog10, long textBytes) {
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

  private static final double BITS = Math.log(10) / Math.log(2); // of a decimal digit

  /// Of one document of a batch. A piece that is not the last of its document counts as none.
  public static Totals of(Scores scores, int document) {
    double sum = 0;
    double oovSum = 0;
    long oovs = 0;
    int from = scores.start(document);
    int to = scores.start(document + 1);
    for (int event = from; event < to; event++) {
      sum += scores.log10()[event];
      if (scores.unknown()[event]) {
        oovs++;
        oovSum += scores.log10()[event];
      }
    }
    Batch batch = scores.batch();
    boolean goesOn = batch.isOpen() && document == batch.documents() - 1;
    return new Totals(goesOn ? 0 : 1, to - from, oovs, sum, oovSum, batch.textBytes(document));
  }

  public Totals plus(Totals other) {
    return new Totals(
        documents + other.documents,
        tokens + other.tokens,
        oovs + other.oovs,
        log10 + other.log10,
        oovLog10 + other.oovLog10,
        textBytes + other.textBytes);
  }

  public Totals withTextBytes(long bytes) {
    return new Totals(documents, tokens, oovs, log10, oovLog10, bytes);
  }

  /// Not a number where there are no tokens.
  public double perplexity() {
    return Math.pow(10, -log10 / tokens);
  }

  /// Of the known words alone.
  public double perplexityExcludingOovs() {
    return Math.pow(10, -(log10 - oovLog10) / (tokens - oovs));
  }

  public double bitsPerToken() {
    return -log10 * BITS / tokens;
  }

  /// Comparable between tokenizers; not a number where the size of the text is not known.
  public double bitsPerByte() {
    return textBytes == 0 ? Double.NaN : -log10 * BITS / textBytes;
  }
}
