package chainrule.tokenize.tokenizer.unigram;

/// The vocabulary while it is trained. Those below the alphabet's size are the single symbols,
/// which are never dropped.
final class Pieces {
  private final int[] places;
  private final int[] lengths;
  private final double[] scores;

  /// @param places where each piece occurs in the runs
  /// @param lengths in symbols
  /// @param scores natural logarithms of the pieces' probabilities
  Pieces(int[] places, int[] lengths, double[] scores) {
    this.places = places;
    this.lengths = lengths;
    this.scores = scores;
  }

  int[] places() {
    return places;
  }

  int[] lengths() {
    return lengths;
  }

  double[] scores() {
    return scores;
  }

  int size() {
    return places.length;
  }

  String text(int piece, Runs runs) {
    return piece < runs.alphabet().length // one may be required that does not occur
        ? Character.toString(runs.alphabet()[piece])
        : runs.text(places[piece], lengths[piece]);
  }

  Pieces withScores(double[] scores) {
    return new Pieces(places, lengths, scores);
  }

  /// Drops and renumbers pieces, in order.
  ///
  /// @param renumbered the new number of each, or -1
  Pieces keep(int[] renumbered, int count) {
    int[] keptPlaces = new int[count];
    int[] keptLengths = new int[count];
    double[] keptScores = new double[count];
    for (int piece = 0; piece < renumbered.length; piece++) {
      int number = renumbered[piece];
      if (number >= 0) {
        keptPlaces[number] = places[piece];
        keptLengths[number] = lengths[piece];
        keptScores[number] = scores[piece];
      }
    }
    return new Pieces(keptPlaces, keptLengths, keptScores);
  }
}
