package chainrule.train.ngram.estimation;

import chainrule.tokenize.io.Parallel;

/// Where in a sorted text the runs of equal n-grams begin, for every order: the distinct n-grams,
/// in suffix order. A place near the beginning of its sentence has no long n-grams; where one that
/// is too short for n begins to differ from the slot before it, that is marked apart, as the end of
/// the run before.
final class Runs {
  private static final int BLOCK = 1 << 10; // of 64 slots

  private final Corpus corpus;
  private final int order;
  private final int[] places;
  private final Marks[] starts; // by n
  private final Marks[] shorts; // by n

  private Runs(Corpus corpus, int order, int[] places) {
    this.corpus = corpus;
    this.order = order;
    this.places = places;
    this.starts = new Marks[order + 1];
    this.shorts = new Marks[order + 1];
    for (int n = 1; n <= order; n++) {
      starts[n] = new Marks(corpus.length());
      shorts[n] = new Marks(corpus.length());
    }
  }

  /// @param places sorted by at least `order` words
  static Runs of(Corpus corpus, int order, int[] places, Parallel parallel) {
    Runs runs = new Runs(corpus, order, places);
    int words = runs.starts[1].words();
    parallel.run(
        (words + BLOCK - 1) / BLOCK,
        part -> runs.mark(part * BLOCK, Math.min(words, (part + 1) * BLOCK)));
    parallel.run(order, n -> runs.starts[n + 1].count());
    return runs;
  }

  /// The first slots of the n-grams of this order.
  Marks starts(int n) {
    return starts[n];
  }

  /// The first slots of runs of places that have no n-gram of this order.
  Marks shorts(int n) {
    return shorts[n];
  }

  /// Whether a slot's place has an n-gram of this order.
  boolean covers(int slot, int n) {
    int start = starts[n].lastUpTo(slot);
    return start >= 0 && start >= shorts[n].lastUpTo(slot);
  }

  private void mark(int fromWord, int toWord) {
    int[] text = corpus.text();
    int length = corpus.length();
    long[] start = new long[order + 2];
    long[] shorter = new long[order + 2];
    int[] last = new int[64];
    int before = fromWord == 0 ? -1 : places[(fromWord << 6) - 1];
    int lastBefore = before < 0 ? -1 : text[before];
    for (int word = fromWord; word < toWord; word++) {
      java.util.Arrays.fill(start, 0);
      java.util.Arrays.fill(shorter, 0);
      int end = Math.min(length, (word << 6) + 64);
      for (int slot = word << 6; slot < end; slot++) { // alone, so that many are fetched at once
        last[slot & 63] = text[places[slot]];
      }
      for (int slot = word << 6; slot < end; slot++) {
        int place = places[slot];
        int lastWord = last[slot & 63];
        int same = lastWord == lastBefore ? same(text, before, place) : 0;
        before = place;
        lastBefore = lastWord;
        if (same < order) {
          long bit = 1L << slot;
          int depth = depth(text, place, same);
          for (int n = same + 1; n <= depth; n++) {
            start[n] |= bit;
          }
          for (int n = Math.max(same, depth) + 1; n <= order; n++) {
            shorter[n] |= bit;
          }
        }
      }
      for (int n = 1; n <= order; n++) {
        starts[n].set(word, start[n]);
        shorts[n].set(word, shorter[n]);
      }
    }
  }

  /// How many words up to these places, whose last one is, are the same; `order` if all that an
  /// n-gram can see are.
  private int same(int[] text, int a, int b) {
    if (corpus.isSilent(text[b])) {
      return order;
    }
    for (int n = 1; n < order; n++) {
      int x = text[a - n];
      int y = text[b - n];
      if (Corpus.isBorder(y)) {
        return Corpus.isBorder(x) ? order : n;
      }
      if (x != y) {
        return n;
      }
    }
    return order;
  }

  /// The longest n-gram that ends at a place, up to `order`.
  private int depth(int[] text, int place, int known) {
    if (corpus.isSilent(text[place])) {
      return 1;
    }
    for (int n = Math.max(1, known); n < order; n++) {
      if (Corpus.isBorder(text[place - n])) {
        return corpus.markers() ? n + 1 : n;
      }
    }
    return order;
  }
}
