package chainrule.train.ngram;

import chainrule.train.score.Scores;

/// A row of words on their way through a [SequenceScorer]: filled word by word, scored whenever it
/// is full, and begun again with the last words as context, so that sentences of any length take
/// the same memory. For one thread.
final class ScoredRow {
  private static final int LENGTH = 2048;
  private static final int NO_EVENT = -1;

  private final SequenceScorer scorer;
  private final int order;
  private final int unknown;
  private final Scores scores;
  private final int[] ids = new int[LENGTH];
  private final byte[] depths = new byte[LENGTH]; // see SequenceScorer
  private final int[] events = new int[LENGTH];
  private int size;
  private int depth; // of the next word

  /// @param scores where the results go
  ScoredRow(NgramModel model, int unknown, Scores scores) {
    this.scorer = new SequenceScorer(model, LENGTH);
    this.order = model.order();
    this.unknown = unknown;
    this.scores = scores;
  }

  void beginSentence() {
    depth = 0;
  }

  /// A word that is context, but is not scored.
  void addContext(int id) {
    add(id, NO_EVENT);
  }

  /// @param event its place among the scores
  void add(int id, int event) {
    if (size == LENGTH) {
      finish();
      keepContext();
    }
    ids[size] = id;
    depths[size] = (byte) depth;
    events[size++] = event;
    depth = Math.min(depth + 1, Byte.MAX_VALUE);
  }

  /// Words of one sentence in a row.
  ///
  /// @param from of the first of them in `words`
  /// @param event of the first one; the others follow
  void add(int[] words, int from, int to, int event) {
    for (int i = from; i < to; i++) {
      add(words[i], event + i - from);
    }
  }

  /// Scores what has been added since the last time.
  void finish() {
    scorer.score(ids, depths, size);
    copyScores();
  }

  private void copyScores() {
    for (int place = 0; place < size; place++) {
      int event = events[place];
      if (event != NO_EVENT) {
        scores.log10()[event] = scorer.probability(place);
        scores.unknown()[event] = ids[place] == unknown;
        scores.orders()[event] = scorer.found(place);
      }
    }
  }

  private void keepContext() {
    int kept = Math.min(order, size);
    int from = size - kept;
    for (int i = 0; i < kept; i++) {
      ids[i] = ids[from + i];
      depths[i] = (byte) Math.min(depths[from + i], i);
      events[i] = NO_EVENT;
    }
    size = kept;
  }
}
